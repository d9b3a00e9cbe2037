// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.NotifyType;

/** Who proves nothing cannot take every handshake task (RFC 7296 §2.6). */
final class TaskPoolFloodTest {
  /** Where the flags lie in the header (RFC 7296 §3.1). */
  private static final int FLAGS = 19;

  private final IkePair pair = new IkePair();

  /** Another request with the same content: another SPI makes another IKE SA of it. */
  private static IkePair.Datagram another(IkePair.Datagram request, int number) {
    byte[] octets = request.octets().clone();
    octets[0] = (byte) number;
    octets[1] ^= 0x55;
    return new IkePair.Datagram(request.from(), request.to(), octets);
  }

  /** {@code a} fails to authenticate with {@code b}, whose task then keeps the refusal. */
  private void fail() {
    pair.start(pair.a);
    pair.initiate(pair.a);
    pair.run();
    pair.nowNs += IkePair.SECOND_NS / 10;
    pair.b.runTasks(pair.nowNs);
  }

  /** Each of them took a task for as long as its answer was kept, and counted for nothing. */
  @Test
  void whoFailsToAuthenticateCountsTowardsCookies() {
    // R7296-2.6-1
    pair.limits = new LimitsConfig(32, 16, 3, 4);
    pair.b.peer = IkePair.withSecret(pair.b.peer, "not the secret of the other end");
    pair.start();
    for (int i = 0; i < 3; i++) {
      fail();
    }
    assertEquals(3, pair.b.engine.table().halfOpen());
    assertTrue(
        pair.b.status().stream().allMatch(sa -> sa.state() == HthState.LINGERING),
        pair.b.status()::toString);
    pair.start(pair.a);
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    assertNotNull(pair.lastSentInClear().notification(NotifyType.COOKIE), "the fourth");
    pair.lost = datagram -> true;
    pair.wire.clear();
    pair.runUntil(pair.nowNs + pair.timers.halfOpenExpiryNs());
    assertEquals(0, pair.b.engine.table().halfOpen(), "their time is over");
    assertEquals(0, pair.b.status().size());
    assertTrue(pair.b.trace.contains("Hth 1 LINGERING HALF_OPEN_EXPIRED CLOSED"));
  }

  @Test
  void theRefusalIsRepeatedToTheOctetWhileItIsKept() {
    // R7296-2.1-3
    pair.b.peer = IkePair.withSecret(pair.b.peer, "not the secret of the other end");
    pair.upToAuth();
    IkePair.Datagram request = pair.wire.remove();
    pair.deliver(request);
    OctetString first = lastSent();
    pair.nowNs += pair.timers.cachedResponseNs();
    pair.deliver(request);
    assertEquals(first, lastSent());
    assertEquals(1, pair.b.engine.table().halfOpen(), "counted once");
  }

  private OctetString lastSent() {
    return OctetString.of(pair.sent.get(pair.sent.size() - 1).octets());
  }

  /** The attacker receives at its address, so that no cookie keeps it off. */
  @Test
  void tasksAreKeptForHandshakesOfOurOwn() {
    pair.limits = new LimitsConfig(16, 16, 16, 4);
    pair.start().initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    DropReason last = DropReason.NONE;
    for (int i = 0; i < 40; i++) {
      last = pair.deliverOnly(another(request, i));
    }
    assertEquals(DropReason.NO_HANDSHAKE_TASK, last);
    assertEquals(14, pair.b.status().size());
    assertTrue(pair.b.engine.hasRoom(), "a packet or the operator can begin one");
    assertTrue(pair.b.engine.initiate(pair.b.peer, IkePair.ADDRESS_B, pair.nowNs));
    pair.compute(pair.b);
    pair.wire.removeIf(sent -> (sent.octets()[FLAGS] & IkeHeader.FLAG_RESPONSE) != 0);
    pair.run();
    assertEquals(
        1, pair.b.status().stream().filter(sa -> sa.state() == HthState.ESTABLISHED).count());
  }
}
