// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.OperatorLog;

/** Packets wait for an SA: each peer that they are for is given once (RFC 4301 §4.4.1). */
final class WantedPeersTest {
  private static final PeerConfig FIRST = peer("first", "192.0.2.2", "10.2.0.0");
  private static final PeerConfig SECOND = peer("second", "192.0.2.3", "10.3.0.0");

  private final EngineConfig config =
      new EngineConfig(
          NetworkConfig.ofIp(List.of()),
          List.of(),
          List.of(FIRST, SECOND),
          List.of(),
          LimitsConfig.DEFAULT,
          TimersConfig.DEFAULT);
  private final SecurityPolicyDatabase policies = SecurityPolicyDatabase.of(config);
  private final ChildSas children =
      new ChildSas(config, policies, IkePair.entropy(1), new RecordingSad(), OperatorLog.NONE);

  private static PeerConfig peer(String name, String address, String network) {
    return IkePair.peer(
        name,
        IkePair.ADDRESS_A,
        IkePair.address(address),
        IkePair.NET_A,
        TrafficSelectors.ofPrefix(IkePair.address(network), 24),
        List.of(IkePair.GCM),
        List.of(IkePair.ESP_GCM));
  }

  private void packetFor(PeerConfig peer) {
    SecurityPolicy policy = policies.byChild(peer, peer.firstChild());
    assertNotNull(policy);
    children.acquire(policy, 0);
  }

  @Test
  void nobodyIsWantedAtFirst() {
    assertNull(children.takeWanted());
    assertNull(children.takeWanted());
  }

  @Test
  void manyPacketsWantOnePeerOnce() {
    for (int packet = 0; packet < 10; packet++) {
      packetFor(FIRST);
    }
    assertSame(FIRST, children.takeWanted());
    assertNull(children.takeWanted());
  }

  @Test
  void everyPeerIsGivenInTheOrderOfItsPackets() {
    packetFor(SECOND);
    packetFor(FIRST);
    packetFor(SECOND);
    packetFor(FIRST);
    assertSame(SECOND, children.takeWanted());
    assertSame(FIRST, children.takeWanted());
    assertNull(children.takeWanted());
  }

  @Test
  void whoWasGivenCanBeWantedAgain() {
    for (int round = 0; round < 3; round++) {
      packetFor(FIRST);
      packetFor(SECOND);
      assertSame(FIRST, children.takeWanted());
      assertSame(SECOND, children.takeWanted());
      assertNull(children.takeWanted());
      packetFor(SECOND);
      assertSame(SECOND, children.takeWanted());
      assertNull(children.takeWanted());
    }
  }
}
