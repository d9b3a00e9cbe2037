// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.util.concurrent.Callable;

/**
 * A verb of the {@code sallyport} command.
 *
 * <p>An implementation is a picocli {@code @Command} with a public constructor without parameters,
 * named in {@code META-INF/services/org.sallyport.sim.command.SallyportVerb} of its module; the
 * root command finds it there. That is how {@code conformance} and {@code proofs} add verbs
 * although this module may not depend on them. {@link #call} returns one of {@link ExitCode}.
 */
public interface SallyportVerb extends Callable<Integer> {}
