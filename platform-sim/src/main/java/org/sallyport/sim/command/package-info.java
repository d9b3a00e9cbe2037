// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code sallyport} command: root, exit codes and the verbs of this module. Verbs of other
 * modules are found with {@link java.util.ServiceLoader}; see {@link
 * org.sallyport.sim.command.SallyportVerb}.
 */
package org.sallyport.sim.command;
