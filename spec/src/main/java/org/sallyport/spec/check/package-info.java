// SPDX-License-Identifier: Apache-2.0
/**
 * The model-check runner: runs TLC on the models of a specification folder, compares result,
 * distinct states and depth with {@code manifest.json}, runs the mutants that must fail, counts the
 * rows of the tables that the models fire, and draws counterexamples as message-sequence diagrams.
 *
 * <p>{@link org.sallyport.spec.check.ModelChecker} is the way in; {@link
 * org.sallyport.spec.check.CheckVerb} is its command.
 */
package org.sallyport.spec.check;
