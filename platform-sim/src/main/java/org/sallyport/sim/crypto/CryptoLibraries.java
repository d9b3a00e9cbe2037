package org.sallyport.sim.crypto;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;

/** Which crypto libraries this machine has, best first. */
public final class CryptoLibraries {
  private CryptoLibraries() {}

  /** Every library that works here: JCA, and Bouncy Castle as the last resort. */
  public static List<CryptoLibrary> available() {
    List<CryptoLibrary> libraries = new ArrayList<>();
    libraries.add(new JcaLibrary());
    libraries.add(new BouncyCastleLibrary());
    return List.copyOf(libraries);
  }

  /** The fastest library; its {@link CryptoLibrary#name()} says which it is. */
  public static CryptoLibrary best() {
    return available().getFirst();
  }
}
