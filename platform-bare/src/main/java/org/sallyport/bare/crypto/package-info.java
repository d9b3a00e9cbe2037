// SPDX-License-Identifier: Apache-2.0
/**
 * The cryptographic library of the bare machine: the native API by {@code @Import} and the choice
 * that the processor allows. The rest of it is the engine's ({@link
 * org.sallyport.engine.crypto.nativeapi}) and {@code src/main/c/cl}.
 */
package org.sallyport.bare.crypto;
