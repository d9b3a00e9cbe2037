package org.sallyport.sim.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;

/** Which crypto libraries this machine has, best first: native, JCA, Bouncy Castle. */
public final class CryptoLibraries {
  private CryptoLibraries() {}

  /** Every library that works here, each a new one for the calling thread. */
  public static List<CryptoLibrary> available() {
    List<CryptoLibrary> libraries = new ArrayList<>();
    try {
      libraries.add(NativeLibrary.load());
    } catch (IOException e) {
      System.getLogger(CryptoLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "no native crypto library: {0}", e.getMessage());
    }
    libraries.add(new JcaLibrary());
    libraries.add(new BouncyCastleLibrary());
    return List.copyOf(libraries);
  }

  /** The fastest library; its {@link CryptoLibrary#name()} says which it is. */
  public static CryptoLibrary best() {
    return available().getFirst();
  }
}
