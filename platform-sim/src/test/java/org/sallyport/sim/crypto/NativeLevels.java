// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto.Level;
import org.sallyport.engine.crypto.nativeapi.NativeLibrary;
import org.sallyport.sim.Fitness;

/** For tests: the native library at every level that this machine has. */
final class NativeLevels {
  private NativeLevels() {}

  static FfmNativeCrypto nativeCrypto(Level highest) {
    try {
      return FfmNativeCrypto.load(highest);
    } catch (IOException e) {
      Fitness.lacks("the native crypto library: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  static List<CryptoLibrary> all() {
    List<CryptoLibrary> libraries = new ArrayList<>();
    for (Level level : List.of(Level.SSE, Level.AVX2, Level.AVX512)) {
      FfmNativeCrypto nativeCrypto = nativeCrypto(level);
      if (nativeCrypto.start() == level) {
        libraries.add(new NativeLibrary(nativeCrypto));
      }
    }
    return libraries;
  }

  /** All of them, JCA and Bouncy Castle. */
  static List<CryptoLibrary> andTheRest() {
    List<CryptoLibrary> libraries = new ArrayList<>(all());
    libraries.add(new JcaLibrary());
    libraries.add(new BouncyCastleLibrary());
    return libraries;
  }
}
