// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildTerms;
import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;

/** What ends IKE SAs with a peer at once: the end of the host, and that they carry nothing. */
final class EndingTest {
  private final IkePair pair = new IkePair();

  /** Both ends are authenticated, and agree on no Child SA. */
  private void establishWithoutChild() {
    pair.b.esp(IkePair.ESP_CBC);
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  @Test
  void anIkeSaWithoutChildSaIsClosedForAnother() {
    establishWithoutChild();
    pair.a.engine.closeChildless(pair.a.peer, pair.nowNs);
    pair.run();
    assertEquals(HthState.LINGERING, pair.b.state());
    assertFalse(pair.a.engine.isAlive(pair.a.peer));
    assertTrue(pair.a.logged("closed: we closed it"), pair.a.log::toString);
  }

  @Test
  void whatUsesALostAddressIsClosedAndNothingElse() {
    pair.establish();
    pair.a.engine.closeOnLostAddress(pair.a.peer, IkePair.ADDRESS_A::equals, "gone", pair.nowNs);
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    pair.a.engine.closeOnLostAddress(pair.a.peer, IkePair.ADDRESS_B::equals, "gone", pair.nowNs);
    assertEquals(HthState.DELETING, pair.a.state());
    pair.run();
    assertFalse(pair.a.engine.isAlive(pair.a.peer));
  }

  /** The peer lives where any of its Child SAs is heard, whichever was installed last. */
  @Test
  void theLatestThatWasHeardCounts() {
    pair.establish();
    IkeSa sa = IkePair.only(pair.a);
    ChildSa first = sa.children().all().getFirst();
    ChildTerms terms = first.terms();
    ChildSa second =
        new ChildSa(
            first.peer(),
            new ChildTerms(
                terms.config(),
                terms.mode(),
                terms.proposal(),
                terms.number(),
                terms.inboundSpi() + 1,
                terms.outboundSpi() + 1,
                terms.localSelectors(),
                terms.remoteSelectors()));
    OctetString nonce = OctetString.of(new byte[32]);
    NoncePair nonces = new NoncePair(nonce, nonce);
    sa.children().add(second, sa.keysOrNull(), nonces, true);
    sa.children().installInbound(second, sa.path(), pair.nowNs);
    pair.a.sad.events.heard(first.inboundSpi(), 50);
    pair.a.sad.events.heard(second.inboundSpi(), 30);
    assertEquals(50, sa.children().lastHeardNs());
    pair.a.sad.events.heard(second.inboundSpi(), 70);
    assertEquals(70, sa.children().lastHeardNs());
  }

  @Test
  void oneThatCarriesSomethingIsNot() {
    pair.establish();
    pair.a.engine.closeChildless(pair.a.peer, pair.nowNs);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void anIkeSaIsAliveFromItsBeginningToItsEnd() {
    pair.start();
    assertFalse(pair.a.engine.isAlive(pair.a.peer));
    pair.initiate(pair.a);
    assertTrue(pair.a.engine.isAlive(pair.a.peer));
    pair.run();
    assertTrue(pair.a.engine.isAlive(pair.a.peer));
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertTrue(pair.a.engine.isAlive(pair.a.peer), "the peer has not answered");
    pair.run();
    assertFalse(pair.a.engine.isAlive(pair.a.peer));
    assertFalse(pair.b.engine.isAlive(pair.b.peer), "what lingers is over");
  }

  /** A half-open IKE SA names no peer, so that nothing but the end of the host can mean it. */
  @Test
  void atTheEndOfTheHostHalfOpenOnesEndAndNoneBegins() {
    pair.start();
    pair.lost = datagram -> datagram.from().equals(pair.sent.getFirst().to()); // B's answers
    pair.initiate(pair.a);
    pair.run();
    assertEquals(1, pair.b.status().size());
    assertEquals(HthState.INIT_ANSWERED, pair.b.state());
    pair.b.engine.shutDown(pair.nowNs);
    pair.run();
    assertFalse(pair.b.engine.hasRoom());
    assertFalse(
        pair.b.engine.initiate(pair.b.peer, pair.b.peer.localAddress(), pair.nowNs),
        "no task is given out");
    assertEquals(HthState.CLOSED, pair.b.state());
  }

  @Test
  void theEndOfTheHostLeavesThePeersIkeSasToAcquire() {
    pair.establish();
    pair.b.engine.shutDown(pair.nowNs);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }
}
