// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.wire.OctetString;

/** What the actions of IKE_SA_INIT need, beside an {@link InitAgreement}. */
public final class InitDetails {
  private InitDetails() {}

  /** The peer with which an IKE SA is to be opened. */
  public record Initiation(PeerConfig peer) implements ClassifiedMessage.Detail {
    static Initiation of(ClassifiedMessage message) {
      if (message.detail() instanceof Initiation found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** Our key pair for an IKE SA with this peer is ready. */
  record Opening(PeerConfig peer, Handshake handshake) implements ClassifiedMessage.Detail {
    static Opening of(ClassifiedMessage message) {
      if (message.detail() instanceof Opening found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** The responder answers our request, as far as can be seen. */
  record Answered(Handshake handshake, InitTerms terms) implements ClassifiedMessage.Detail {
    static Answered of(ClassifiedMessage message) {
      if (message.detail() instanceof Answered found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** The responder demands a cookie. */
  record CookieDemanded(Handshake handshake, OctetString cookie)
      implements ClassifiedMessage.Detail {
    static CookieDemanded of(ClassifiedMessage message) {
      if (message.detail() instanceof CookieDemanded found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** The responder demands another key exchange method. */
  record GroupDemanded(PeerConfig peer, Handshake handshake, KeyExchangeMethod method)
      implements ClassifiedMessage.Detail {
    static GroupDemanded of(ClassifiedMessage message) {
      if (message.detail() instanceof GroupDemanded found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** The cookie that we demand. */
  record OurCookie(OctetString cookie) implements ClassifiedMessage.Detail {
    static OurCookie of(ClassifiedMessage message) {
      if (message.detail() instanceof OurCookie found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }

  /** The key exchange method that we demand. */
  record OurGroup(KeyExchangeMethod method) implements ClassifiedMessage.Detail {
    static OurGroup of(ClassifiedMessage message) {
      if (message.detail() instanceof OurGroup found) {
        return found;
      }
      throw message.withoutDetail();
    }
  }
}
