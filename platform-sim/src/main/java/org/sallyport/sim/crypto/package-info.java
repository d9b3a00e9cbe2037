// SPDX-License-Identifier: Apache-2.0
/**
 * Hosted implementations of the engine's CL port ({@link
 * org.sallyport.engine.crypto.CryptoLibrary}): the native multi-buffer library, JCA, and the choice
 * between them. No protocol logic.
 */
package org.sallyport.sim.crypto;
