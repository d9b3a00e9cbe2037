// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.negotiate;

import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;

/**
 * What a peer offers, as the configuration would write it. What we do not know has its number. A
 * stranger may have made the offer: the text holds nothing but names of ours and numbers, and has a
 * bound.
 */
public final class Offers {
  private static final int MOST_CHARACTERS = 400;

  private Offers() {}

  /** All proposals, in brackets. */
  public static String describe(SecurityAssociationPayload offered) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < offered.proposals().size(); i++) {
      if (text.length() > MOST_CHARACTERS) {
        return text + " and " + (offered.proposals().size() - i) + " more]";
      }
      text.append(i == 0 ? "" : ", ").append(describe(offered.proposals().get(i)));
    }
    return text.append(']').toString();
  }

  private static String describe(Proposal proposal) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < proposal.transforms().size(); i++) {
      if (text.length() > MOST_CHARACTERS) {
        return text + "-and " + (proposal.transforms().size() - i) + " more";
      }
      text.append(i == 0 ? "" : "-").append(name(proposal.transforms().get(i)));
    }
    return text.toString();
  }

  private static String name(Transform transform) {
    int id = transform.id();
    return switch (transform.type()) {
      case TransformIds.TYPE_ENCRYPTION -> encryption(transform);
      case TransformIds.TYPE_PRF -> {
        PrfAlgorithm known = PrfAlgorithm.byId(id);
        yield known == null ? "prf#" + id : known.strongSwanName();
      }
      case TransformIds.TYPE_INTEGRITY -> {
        IntegrityAlgorithm known = IntegrityAlgorithm.byId(id);
        yield known == null ? "integrity#" + id : known.strongSwanName();
      }
      case TransformIds.TYPE_KEY_EXCHANGE -> {
        KeyExchangeMethod known = KeyExchangeMethod.byId(id);
        yield known == null ? "group#" + id : known.strongSwanName();
      }
      case TransformIds.TYPE_ESN -> id == TransformIds.ESN_NONE ? "noesn" : "esn";
      default -> "type#" + transform.type() + "#" + id;
    };
  }

  private static String encryption(Transform transform) {
    EncryptionAlgorithm known = EncryptionAlgorithm.byId(transform.id());
    int bits = transform.keyLengthBits();
    boolean fits =
        known != null
            && known.takesKeyLengthAttribute() == (bits > 0)
            && (bits == 0 || known.admitsKeyBits(bits));
    if (known == null || !fits) {
      return "encryption#" + transform.id() + (bits == 0 ? "" : "/" + bits);
    }
    return known.strongSwanName(bits);
  }
}
