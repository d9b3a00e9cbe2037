// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluates the transition table of a TLA+ state machine with TLC's own evaluator and writes it as
 * Java. What is model-checked and what is executed are therefore one definition.
 *
 * <p>{@link org.sallyport.spec.table.TableEvaluator} reads a module (each in a TLC of its own,
 * {@link org.sallyport.spec.table.IsolatedTlc}), {@link org.sallyport.spec.table.TableChecks}
 * refuses what is not total, {@link org.sallyport.spec.table.TableWriter} writes Java, and {@link
 * org.sallyport.spec.table.GenerateTables} does all of it for a folder of modules.
 */
package org.sallyport.spec.table;
