// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;
import org.sallyport.engine.crypto.nativeapi.NativeLibrary;

/** Which crypto libraries this machine has, best first: native, JCA, Bouncy Castle. */
public final class CryptoLibraries {
  private CryptoLibraries() {}

  /** Every library that works here, each a new one for the calling thread. */
  public static List<CryptoLibrary> available() {
    List<CryptoLibrary> libraries = new ArrayList<>();
    try {
      libraries.add(nativeLibrary());
    } catch (IOException e) {
      System.getLogger(CryptoLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "no native crypto library: {0}", e.getMessage());
    }
    libraries.add(new JcaLibrary());
    libraries.add(new BouncyCastleLibrary());
    return List.copyOf(libraries);
  }

  /**
   * The native library on the best instructions there are.
   *
   * @throws IOException saying why it is not to be had here
   */
  public static NativeLibrary nativeLibrary() throws IOException {
    return nativeLibrary(FfmNativeCrypto.load(NativeCrypto.Level.AVX512));
  }

  static NativeLibrary nativeLibrary(NativeCrypto nativeCrypto) throws IOException {
    if (nativeCrypto.start() == NativeCrypto.Level.NONE) {
      throw new IOException("this processor has no AES instructions");
    }
    return new NativeLibrary(nativeCrypto);
  }

  /** The fastest library; its {@link CryptoLibrary#name()} says which it is. */
  public static CryptoLibrary best() {
    return available().getFirst();
  }
}
