// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

import java.util.Locale;
import org.sallyport.engine.config.BareConfig;

/**
 * What the kernel must know before it can read its site: where to report, and what to do after a
 * fault. The same settings of the site, as words of the kernel's command line.
 */
public final class KernelOptions {
  private KernelOptions() {}

  /** The command line for a site. */
  public static String commandLine(BareConfig bare) {
    return "on_fault="
        + bare.onFault().name().toLowerCase(Locale.ROOT)
        + " console="
        + bare.console().name().toLowerCase(Locale.ROOT);
  }
}
