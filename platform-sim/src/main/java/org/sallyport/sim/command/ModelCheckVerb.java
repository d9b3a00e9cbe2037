// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import org.sallyport.spec.check.CheckVerb;
import picocli.CommandLine.Command;

/** {@code sallyport check}: the model checker of module {@code spec} as a verb of the command. */
@Command(name = "check")
public final class ModelCheckVerb extends CheckVerb implements SallyportVerb {
  /** Made by the service loader. */
  public ModelCheckVerb() {}
}
