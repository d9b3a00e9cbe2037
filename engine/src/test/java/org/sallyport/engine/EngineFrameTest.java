// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** Frames stay in their slots: nothing is copied, nothing allocated, every slot comes back. */
final class EngineFrameTest {
  private static final int PACKETS = 32 * 1_000;
  private static final int SEQUENCE = 20 + 4;

  private static EnginePair established(EnginePair.Setup setup) {
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    assertEquals(1, pair.b.children());
    return pair;
  }

  private static byte[] request(EnginePair pair) {
    boolean tunnel = pair.setup.mode == Mode.TUNNEL;
    IpAddress from = tunnel ? EnginePair.address("10.1.0.99") : pair.a.outer;
    return EnginePair.echo(from, tunnel ? pair.b.inner : pair.b.outer, 1, 100);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anEchoThroughEspLeavesInTheSlotThatItCameIn(Mode mode) {
    for (LinkKind link : LinkKind.values()) {
      EnginePair.Setup setup = new EnginePair.Setup();
      setup.mode = mode;
      setup.link = link;
      EnginePair pair = established(setup);
      pair.a.sendInner(request(pair));
      pair.a.engine.poll(pair.nowNs);
      byte[] esp = pair.a.framesOut.get(pair.a.framesOut.size() - 1);
      Frame other = Frames.held(pair.b.pool, esp); // so that it is not the first free slot
      Frame held = Frames.held(pair.b.pool, esp);
      other.release();
      int before = pair.b.countOut;
      assertEquals(DropReason.NONE, pair.b.engine.receive(held, pair.nowNs));
      pair.b.engine.poll(pair.nowNs);
      assertEquals(before + 1, pair.b.countOut);
      assertEquals(held.slot(), pair.b.slotOut);
      pair.run();
      assertEquals(0, pair.a.pool.copies() + pair.b.pool.copies());
      assertEquals(0, pair.a.held() + pair.b.held());
    }
  }

  @Test
  void aForwardedPacketStaysInItsSlotBothWays() {
    EnginePair pair = established(new EnginePair.Setup());
    IpAddress behindA = EnginePair.address("10.1.0.99");
    IpAddress behindB = EnginePair.address("10.2.0.99");
    Frame held = Frames.held(pair.a.pool, EnginePair.echo(behindA, behindB, 1, 1000));
    pair.a.engine.receiveInner(held, pair.nowNs);
    pair.run();
    assertEquals(held.slot(), pair.a.slotOut);
    assertEquals(1, pair.b.delivered.size());
    assertEquals(0, pair.a.pool.copies() + pair.b.pool.copies());
    assertEquals(0, pair.a.held() + pair.b.held());
  }

  @Test
  void onlyWhatWasPutTogetherFromFragmentsIsCopied() {
    EnginePair pair = established(new EnginePair.Setup());
    byte[] long1472 = EnginePair.echo(EnginePair.address("10.1.0.99"), pair.b.inner, 1, 1472);
    pair.a.sendInner(long1472);
    pair.run();
    assertEquals(1, pair.a.delivered.size());
    assertEquals(0, pair.a.held() + pair.b.held());
    assertEquals(1, pair.a.pool.copies(), "lent to the inner side, put together from fragments");
  }

  @Test
  void anEngineWithoutFreeSlotsDropsAndGoesOn() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = established(setup);
    byte[] unknown = EnginePair.echo(pair.a.outer, pair.b.outer, 1, 8);
    unknown[9] = 99;
    Ipv4Header.writeChecksum(unknown, 0);
    Frame unanswered = Frames.held(pair.b.pool, unknown);
    Frame echo = Frames.held(pair.b.pool, EnginePair.echo(pair.a.outer, pair.b.outer, 1, 1472));
    List<Frame> taken = new ArrayList<>();
    for (Frame frame = pair.b.pool.claim(); frame != null; frame = pair.b.pool.claim()) {
      taken.add(frame);
    }
    assertEquals(DropReason.POLICY_DISCARD, pair.b.engine.receive(unanswered, pair.nowNs));
    taken.add(pair.b.pool.claim());
    assertEquals(DropReason.NONE, pair.b.engine.receive(echo, pair.nowNs), "answered in place");
    taken.add(pair.b.pool.claim());
    pair.b.engine.initiate("a", pair.nowNs);
    pair.b.engine.poll(pair.nowNs);
    taken.forEach(Frame::release);
    pair.runFor(10_000_000_000L);
    assertNotEquals(0, pair.b.pool.exhausted());
    assertEquals(0, pair.b.held());
    assertEquals(2, pair.b.children(), "the message was sent again when there was a slot");
  }

  /** Seals nothing and finds everything authentic, once {@code off} is set. */
  private static CryptoLibrary switchable(boolean[] off) {
    CryptoLibrary real = new BouncyCastleLibrary();
    return (CryptoLibrary)
        Proxy.newProxyInstance(
            CryptoLibrary.class.getClassLoader(),
            new Class<?>[] {CryptoLibrary.class},
            (proxy, method, arguments) -> {
              if (!off[0] || !method.getName().endsWith("Burst")) {
                return method.invoke(real, arguments);
              }
              if (arguments[1] instanceof OpenBurst burst) {
                for (int index = 0; index < burst.count(); index++) {
                  burst.settle(index, true);
                }
              }
              return null;
            });
  }

  /**
   * ESP in, echo answered, ESP out, through the whole engine; cryptography is left out, since it is
   * the platform's.
   */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void theWholePathAllocatesNothing(Mode mode) {
    boolean[] off = {false};
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.mode = mode;
    setup.link = LinkKind.IP;
    setup.crypto = switchable(off);
    EnginePair pair = established(setup);
    off[0] = true;
    pair.a.sendInner(request(pair));
    pair.a.engine.poll(pair.nowNs);
    byte[] template = pair.a.framesOut.get(pair.a.framesOut.size() - 1);
    setup.countsOnly = true;
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(pair, template, 2);
    long before = threads.getCurrentThreadAllocatedBytes();
    int sent = pair.b.countOut;
    run(pair, template, 2 + PACKETS);
    long perBurst = (threads.getCurrentThreadAllocatedBytes() - before) / (PACKETS / 32);
    assertEquals(PACKETS, pair.b.countOut - sent);
    // The proxy's calls per burst cost some objects; a packet that allocated one would cost 32 × 16
    // octets and more.
    assertTrue(perBurst < 32 * 16, "octets for each burst of 32: " + perBurst);
  }

  private static void run(EnginePair pair, byte[] template, int firstSequence) {
    for (int count = 0; count < PACKETS; count += 32) {
      for (int index = 0; index < 32; index++) {
        Octets.put32(template, SEQUENCE, firstSequence + count + index);
        pair.b.receive(template);
      }
      pair.b.engine.poll(pair.nowNs);
    }
  }
}
