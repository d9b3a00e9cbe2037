// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.nativeapi.NativeArithmetic;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto.Level;
import org.sallyport.engine.crypto.nativeapi.NativeLibrary;

/**
 * The crypto library of this machine, as its processor allows. Packets go to libIPSec_MB where
 * there are AES instructions, otherwise to Bouncy Castle, whose AES is not constant-time; key
 * exchange is BearSSL's in either case. Made once: the native library has one memory.
 *
 * @param library the library
 * @param level what its packets run on
 */
public record BareLibrary(CryptoLibrary library, Level level) {
  /** Finds out what the processor can and starts the library. */
  public static BareLibrary start() {
    NativeCrypto nativeCrypto = new LinkedNativeCrypto();
    Level level = nativeCrypto.start();
    return new BareLibrary(
        level == Level.NONE
            ? new BouncyCastleLibrary(new NativeArithmetic(nativeCrypto))
            : new NativeLibrary(nativeCrypto),
        level);
  }

  /** One line for the console. */
  public String description() {
    return switch (level) {
      case NONE -> "no AES instructions: packets by Bouncy Castle, key exchange by BearSSL";
      case SSE, AVX2, AVX512 -> "packets by libIPSec_MB on " + level + ", key exchange by BearSSL";
    };
  }

  /**
   * How many more keys of one direction fit; a sender with AES-CBC needs two. The limits of the
   * configuration have to stay below it.
   */
  public int freeAssociations() {
    return level == Level.NONE ? Integer.MAX_VALUE : LinkedNativeCrypto.freeAssociations();
  }
}
