// SPDX-License-Identifier: Apache-2.0
/**
 * Message-sequence diagrams from a neutral list of events, as text and as SVG. Used for simulated
 * runs, for counterexamples of the model checker and for reports; knows no protocol.
 */
package org.sallyport.sim.trace.sequence;
