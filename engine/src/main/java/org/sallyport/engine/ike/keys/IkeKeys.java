// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.Prf;

/**
 * The loaded keys of one IKE SA at one end.
 *
 * @param prf the pseudo-random function
 * @param sealer protects our messages
 * @param opener verifies and decrypts the peer's messages
 * @param material SK_d, SK_pi and SK_pr; the message keys are zero once loaded
 */
public record IkeKeys(Prf prf, PacketSealer sealer, PacketOpener opener, IkeKeyMaterial material) {
  /** Loads the message keys and zeroes them in {@code material}. */
  public static IkeKeys load(
      CryptoLibrary crypto,
      EntropySource entropy,
      IkeProposal proposal,
      IkeKeyMaterial material,
      boolean initiator) {
    byte[] encryptOurs = initiator ? material.ei() : material.er();
    byte[] protectOurs = initiator ? material.ai() : material.ar();
    byte[] encryptTheirs = initiator ? material.er() : material.ei();
    byte[] protectTheirs = initiator ? material.ar() : material.ai();
    IkeKeys keys =
        new IkeKeys(
            crypto.prf(proposal.prf()),
            crypto.sealer(proposal.suite(), encryptOurs, protectOurs, false, entropy),
            crypto.opener(proposal.suite(), encryptTheirs, protectTheirs, false),
            material);
    material.destroyMessageKeys();
    return keys;
  }

  /** Zeroes everything. */
  public void destroy() {
    sealer.destroy();
    opener.destroy();
    material.destroy();
  }
}
