// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** An IKE message that cannot be sent is counted with the reason, and its slot comes back. */
final class IkeTransportTest {
  private static final IpAddress OWN = EnginePair.address("192.0.2.1");
  private static final Endpoint LOCAL = new Endpoint(OWN, Endpoint.IKE_PORT);
  private static final Endpoint ON_LINK =
      new Endpoint(EnginePair.address("192.0.2.2"), Endpoint.IKE_PORT);
  private static final Endpoint ELSEWHERE =
      new Endpoint(EnginePair.address("198.51.100.1"), Endpoint.IKE_PORT);

  private final List<byte[]> sent = new ArrayList<>();
  private final FramePool pool = FramePool.of(8);
  private final NetworkInterface network =
      new NetworkInterface(
          new NetworkConfig(
              LinkKind.ETHERNET,
              OctetString.of(new byte[] {2, 0, 0, 0, 0, 1}),
              List.of(),
              List.of(),
              NetworkConfig.ETHERNET_MTU,
              true),
          StackLimits.DEFAULT,
          pool,
          Frames.copying(sent::add),
          1,
          NotedRows.sink(),
          /* standIn= */ null);
  private final IkeTransport transport = new IkeTransport(network);

  @BeforeEach
  void lease() {
    network.lease(new InterfaceAddress(OWN, 24), null);
    sent.clear(); // the announcement
  }

  private void send(Endpoint to) {
    transport.datagram(LOCAL, to, new byte[100], 0);
  }

  private long drops(DropReason reason) {
    return network.counters().drops(reason);
  }

  @Test
  void fromAnAddressThatIsNoLongerOurs() {
    network.endLease();
    send(ON_LINK);
    assertEquals(1, drops(DropReason.BAD_SOURCE_ADDRESS));
    assertEquals(List.of(), sent);
  }

  @Test
  void withoutARoute() {
    send(ELSEWHERE);
    assertEquals(1, drops(DropReason.NO_ROUTE));
    assertEquals(List.of(), sent);
    assertEquals(8, pool.count(DescriptorRingState.FREE));
  }

  @Test
  void withoutASlot() {
    for (int slot = 0; slot < 8; slot++) {
      assertNotNull(pool.claim());
    }
    send(ON_LINK);
    assertEquals(1, drops(DropReason.NO_FREE_SLOT));
    assertEquals(List.of(), sent);
  }

  @Test
  void oneThatWaitsForANeighbourIsNoDrop() {
    send(ON_LINK);
    for (DropReason reason : DropReason.values()) {
      assertEquals(0, drops(reason), reason::name);
    }
    assertEquals(1, sent.size(), "the solicitation");
    assertEquals(7, pool.count(DescriptorRingState.FREE));
  }
}
