// SPDX-License-Identifier: Apache-2.0
/**
 * Runs compiled methods on symbols: the class files of the engine, as they ship, are read with the
 * JDK's class-file library and executed with Z3 bit-vectors in place of numbers. Every branch on a
 * symbol is followed both ways, as far as it is possible.
 */
package org.sallyport.proofs.bytecode;
