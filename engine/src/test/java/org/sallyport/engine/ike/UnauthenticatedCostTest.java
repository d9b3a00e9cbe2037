// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;

/**
 * What a message costs that anyone may have sent (RFC 7296 §2.6): the computations that it causes
 * are counted.
 */
final class UnauthenticatedCostTest {
  private static final int FLOOD = 20;

  private final Map<String, Integer> computed = new TreeMap<>();
  private final IkePair pair = new IkePair();

  /** The ordinary library, which notes each use of a hash, a PRF and a key exchange. */
  private CryptoLibrary counting() {
    CryptoLibrary real = new BouncyCastleLibrary();
    return (CryptoLibrary)
        Proxy.newProxyInstance(
            CryptoLibrary.class.getClassLoader(),
            new Class<?>[] {CryptoLibrary.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("keyExchange")) {
                note("keyExchange");
              }
              return switch (method.invoke(real, arguments)) {
                case Digest digest -> noted(Digest.class, digest, digest.algorithm().toString());
                case Prf prf -> noted(Prf.class, prf, "PRF");
                case Object other -> other;
              };
            });
  }

  private <T> T noted(Class<T> type, T real, String name) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("digest") || method.getName().startsWith("prf")) {
                note(name);
              }
              return method.invoke(real, arguments);
            }));
  }

  private void note(String name) {
    computed.merge(name, 1, Integer::sum);
  }

  /** The first request of {@code a} to {@code b}, whose computations are counted from now on. */
  private IkePair.Datagram firstRequest(int cookieThreshold) {
    pair.limits = new LimitsConfig(16, 16, cookieThreshold, 4);
    pair.b.crypto = counting();
    pair.start();
    pair.initiate(pair.a);
    computed.clear();
    return pair.wire.remove();
  }

  /** The same request as another initiator would send it. */
  private static IkePair.Datagram ofAnother(IkePair.Datagram request, int number) {
    IkePair.Datagram altered = request.copy();
    altered.octets()[0] ^= (byte) 0x55;
    altered.octets()[1] = (byte) number;
    return altered;
  }

  @Test
  void withoutCookieOneMacIsComputed() {
    IkePair.Datagram request = firstRequest(0);
    for (int i = 0; i < FLOOD; i++) {
      pair.deliver(ofAnother(request, i));
    }
    assertEquals(Map.of("PRF", FLOOD), computed, "the cookie that is demanded, and nothing else");
    assertEquals(1 + FLOOD, pair.sent.size());
  }

  @Test
  void withForgedCookieOnlyMacsAreComputed() {
    firstRequest(0);
    PayloadList asked = pair.lastSentInClear();
    for (int i = 0; i < FLOOD; i++) {
      pair.deliver(
          pair.clear(
              pair.b, 1 + i, 0, ExchangeType.IKE_SA_INIT, true, false, 0, withCookie(asked, i)));
    }
    assertEquals(
        Map.of("PRF", 3 * FLOOD), computed, "of either secret to compare, and one to demand");
  }

  private static IkePayload[] withCookie(PayloadList asked, int number) {
    return new IkePayload[] {
      NotifyPayload.of(NotifyType.COOKIE, OctetString.ofInt(number)),
      asked.securityAssociation(),
      asked.keyExchange(),
      asked.nonce()
    };
  }

  @Test
  void whatIsNotAcceptableIsNeverHashed() {
    pair.a.peer = IkePair.withIke(pair.a.peer, List.of(IkePair.CBC));
    IkePair.Datagram request = firstRequest(1000);
    for (int i = 0; i < FLOOD; i++) {
      pair.deliver(ofAnother(request, i));
    }
    assertEquals(Map.of(), computed);
    assertEquals(1 + FLOOD, pair.sent.size(), "each is told so");
  }

  @Test
  void aRepetitionCostsOneDigest() {
    IkePair.Datagram request = firstRequest(1000);
    pair.deliver(request);
    assertEquals(1, computed.get("keyExchange"));
    computed.clear();
    for (int i = 0; i < FLOOD; i++) {
      pair.deliver(request);
    }
    assertEquals(Map.of("SHA2_256", FLOOD), computed);
    assertEquals(1, pair.b.status().size());
  }

  @Test
  void anotherOriginThanThatOfAnIkeSaIsNotHashed() {
    IkePair.Datagram request = firstRequest(1);
    pair.deliver(request);
    computed.clear();
    for (int i = 0; i < FLOOD; i++) {
      pair.deliver(
          new IkePair.Datagram(request.from().withPort(1 + i), request.to(), request.octets()));
    }
    assertEquals(Map.of("PRF", FLOOD), computed);
  }

  @Test
  void whatDoesNotFitAnIkeSaIsNotHashed() {
    pair.b.crypto = counting();
    pair.establish();
    computed.clear();
    for (int i = 0; i < FLOOD; i++) {
      IkePair.Datagram forged = pair.sent.get(2).copy();
      forged.octets()[23] = (byte) (100 + i); // the message ID
      assertEquals(DropReason.UNEXPECTED_MESSAGE_ID, pair.deliver(forged));
    }
    assertEquals(Map.of(), computed);
  }

  /** What is over is forgotten: neither looked up nor kept. */
  @Test
  void theOriginOfAnIkeSaThatIsOverIsNotHashed() {
    IkePair.Datagram request = firstRequest(1000);
    pair.limits = new LimitsConfig(1, 16, 1000, 4);
    pair.start(pair.b);
    pair.deliver(request);
    pair.nowNs = pair.timers.halfOpenExpiryNs();
    pair.b.runTasks(pair.nowNs);
    assertEquals(0, pair.b.status().size());
    pair.deliver(ofAnother(request, 1));
    assertEquals(1, pair.b.status().size(), "it has the only task");
    computed.clear();
    assertEquals(DropReason.NO_HANDSHAKE_TASK, pair.deliver(request));
    assertEquals(Map.of(), computed);
  }

  /** RFC 7296 §2.1: of two requests with one SPI and origin, the end of one is not the other's. */
  @Test
  void theEndOfOneRequestIsNotThatOfAnother() {
    // R7296-2.1-4
    IkePair.Datagram first = firstRequest(1000);
    IkePair.Datagram second = first.copy();
    second.octets()[second.octets().length - 1] ^= 1; // of the last payload, a NAT detection hash
    pair.deliver(first);
    pair.nowNs = 1;
    pair.deliver(second);
    assertEquals(2, pair.b.status().size());
    pair.nowNs = pair.timers.halfOpenExpiryNs();
    pair.b.runTasks(pair.nowNs);
    assertEquals(1, pair.b.status().size(), "the first has ended");
    pair.deliver(second);
    assertEquals(1, pair.b.status().size(), "the second is known again");
    pair.deliver(first);
    assertEquals(2, pair.b.status().size(), "the first is not");
  }
}
