// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.negotiate;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/**
 * What IKE and ESP proposals have in common: encryption and integrity (RFC 7296 §3.3.2, §3.3.3,
 * §3.3.5).
 */
public final class Transforms {
  private static final int NONE = 0;

  private Transforms() {}

  /** The transforms of a suite: an AEAD goes without integrity (RFC 5282 §8). */
  public static List<Transform> ofSuite(CipherSuite suite) {
    List<Transform> transforms = new ArrayList<>();
    EncryptionAlgorithm encryption = suite.encryption();
    transforms.add(
        encryption.takesKeyLengthAttribute()
            ? Transform.withKeyLength(
                TransformIds.TYPE_ENCRYPTION, encryption.id(), suite.keyBits())
            : Transform.of(TransformIds.TYPE_ENCRYPTION, encryption.id()));
    if (suite.integrity() != IntegrityAlgorithm.NONE) {
      transforms.add(Transform.of(TransformIds.TYPE_INTEGRITY, suite.integrity().id()));
    }
    return transforms;
  }

  /** Whether the proposal contains the suite. */
  public static boolean admitsSuite(Proposal proposal, CipherSuite suite) {
    boolean integrity =
        suite.integrity() == IntegrityAlgorithm.NONE
            ? admitsNone(proposal, TransformIds.TYPE_INTEGRITY)
            : admits(proposal, TransformIds.TYPE_INTEGRITY, suite.integrity().id());
    return integrity && admitsEncryption(proposal, suite);
  }

  private static boolean admitsEncryption(Proposal proposal, CipherSuite suite) {
    int keyBits = suite.encryption().takesKeyLengthAttribute() ? suite.keyBits() : 0;
    for (Transform transform : proposal.transforms()) {
      if (transform.type() == TransformIds.TYPE_ENCRYPTION
          && transform.id() == suite.encryption().id()
          && transform.keyLengthBits() == keyBits
          && !transform.hasUnknownAttribute()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the proposal contains the transform, without attributes: none but encryption takes any.
   */
  public static boolean admits(Proposal proposal, int type, int id) {
    for (Transform transform : proposal.transforms()) {
      if (transform.type() == type && transform.id() == id && transform.attributes().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the proposal can do without the type: it does not mention it, or offers NONE (RFC 7296
   * §3.3.6).
   */
  public static boolean admitsNone(Proposal proposal, int type) {
    return !proposal.has(type) || admits(proposal, type, NONE);
  }

  /**
   * Whether we understand every type of transform, as accepting the proposal demands (RFC 7296
   * §3.3.6); additional key exchanges (RFC 9370) can be declined when NONE is among them.
   */
  public static boolean understood(Proposal proposal) {
    for (Transform transform : proposal.transforms()) {
      int type = transform.type();
      boolean known = type >= TransformIds.TYPE_ENCRYPTION && type <= TransformIds.TYPE_ESN;
      boolean additional =
          type >= TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_1
              && type <= TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_7;
      if (!known && !(additional && admitsNone(proposal, type))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is an answer: one transform of each type (RFC 7296 §3.3). */
  public static boolean oneOfEachType(Proposal proposal) {
    List<Transform> transforms = proposal.transforms();
    for (int i = 0; i < transforms.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (transforms.get(i).type() == transforms.get(j).type()) {
          return false;
        }
      }
    }
    return true;
  }
}
