// SPDX-License-Identifier: Apache-2.0
/**
 * The half of the native crypto library (CL) that is Java and the same on every platform: bursts
 * and key exchange over a {@link org.sallyport.engine.crypto.nativeapi.NativeCrypto}. How the C
 * behind it is reached is the platform's: the foreign function API on a JVM, direct calls on bare
 * hardware.
 */
package org.sallyport.engine.crypto.nativeapi;
