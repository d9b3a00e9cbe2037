// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.OpenBurst;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.policy.Mode;

/** The paths allocate nothing per packet; cryptography is left out, since it is the platform's. */
final class EspAllocationTest {
  private static final int PACKETS = 32 * 2_000;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Slab slab = new Slab(32, EspPair.SLOT, EspPair.HEAD_ROOM);
  private final Frame[] frames = new Frame[32];
  private int sent;

  /** Seals nothing and finds everything authentic. */
  private static CryptoLibrary withoutCryptography() {
    CryptoLibrary real = new BouncyCastleLibrary();
    return (CryptoLibrary)
        Proxy.newProxyInstance(
            CryptoLibrary.class.getClassLoader(),
            new Class<?>[] {CryptoLibrary.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("openBurst")) {
                OpenBurst burst = (OpenBurst) arguments[1];
                for (int index = 0; index < burst.count(); index++) {
                  burst.settle(index, true);
                }
              }
              return method.getName().endsWith("Burst") ? null : method.invoke(real, arguments);
            });
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aPacketThroughBothPathsAllocatesNothing(Mode mode) {
    EspPair.Builder builder = new EspPair.Builder();
    builder.mode = mode;
    EspPair pair = builder.build();
    EspAssociations associations = new EspAssociations(1);
    assertTrue(associations.addInbound(pair.receiver));
    assertTrue(associations.addOutbound(pair.sender));
    assertTrue(associations.switchOutbound(EspPair.SPI));
    SecurityPolicyDatabase policies = new SecurityPolicyDatabase(List.of(pair.policy));
    CryptoLibrary crypto = withoutCryptography();
    EspOutbound outbound =
        new EspOutbound(crypto, SadEvents.NONE, (reason, spi, number, packet, nowNs) -> {}, 0);
    EspInbound inbound =
        new EspInbound(
            associations, crypto, SadEvents.NONE, (reason, spi, number, packet, nowNs) -> {});
    for (int index = 0; index < 32; index++) {
      frames[index] = new Frame(slab, index);
    }
    byte[] inner = Packets.udp(true, 100);
    run(policies, associations, outbound, inbound, inner, PACKETS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    run(policies, associations, outbound, inbound, inner, PACKETS);
    long perBurst = (THREADS.getCurrentThreadAllocatedBytes() - before) / (PACKETS / 32);
    assertEquals(2L * PACKETS, pair.receiver.counters().packets());
    // The proxy's two calls per burst cost some objects; a packet that allocated one would cost 32
    // × 16 octets and more.
    assertTrue(perBurst < 32 * 16, "octets for each burst of 32: " + perBurst);
  }

  private void run(
      SecurityPolicyDatabase policies,
      EspAssociations associations,
      EspOutbound outbound,
      EspInbound inbound,
      byte[] inner,
      int packets) {
    EspSink toWire =
        (packet, association, nowNs) -> frames[sent++].set(packet.offset(), packet.length());
    EspSink toHost = (packet, association, nowNs) -> {};
    for (int count = 0; count < packets; count += 32) {
      for (int index = 0; index < 32; index++) {
        Frame frame = frames[index].set(slab.dataOffset(index), inner.length);
        System.arraycopy(inner, 0, slab.bytes(), frame.offset(), inner.length);
        IpView packet = EspPair.read(frame);
        SecurityPolicy policy = policies.outbound(packet);
        OutboundAssociation association = associations.outboundFor(policy, packet);
        assertEquals(DropReason.NONE, outbound.add(packet, association, 0));
      }
      sent = 0;
      outbound.finish(toWire, 0);
      for (int index = 0; index < 32; index++) {
        Frame frame = frames[index];
        assertEquals(
            DropReason.NONE,
            inbound.add(EspPair.read(frame), frame.offset() + 20, frame.length() - 20, 0));
      }
      inbound.finish(toHost, 0);
    }
  }
}
