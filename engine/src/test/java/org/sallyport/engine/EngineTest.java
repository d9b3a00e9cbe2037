// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** Two whole engines: from a plain packet to ESP and back. */
final class EngineTest {
  static List<EspProposal> espProposals() {
    List<EspProposal> all = new ArrayList<>();
    for (boolean esn : new boolean[] {false, true}) {
      for (CipherSuite suite :
          List.of(
              new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96),
              new CipherSuite(
                  EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.HMAC_SHA2_256_128),
              new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE),
              new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE),
              new CipherSuite(
                  EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE))) {
        all.add(new EspProposal(suite, esn));
      }
    }
    return all;
  }

  static List<EnginePair.Setup> setups() {
    List<EnginePair.Setup> all = new ArrayList<>();
    for (LinkKind link : LinkKind.values()) {
      for (boolean outerIpv4 : new boolean[] {true, false}) {
        for (boolean encapsulation : new boolean[] {true, false}) {
          for (boolean innerIpv4 : new boolean[] {true, false}) {
            all.add(setup(link, outerIpv4, innerIpv4, encapsulation, Mode.TUNNEL));
          }
          all.add(setup(link, outerIpv4, true, encapsulation, Mode.TRANSPORT));
        }
      }
    }
    return all;
  }

  private static EnginePair.Setup setup(
      LinkKind link, boolean outerIpv4, boolean innerIpv4, boolean encapsulation, Mode mode) {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = link;
    setup.outerIpv4 = outerIpv4;
    setup.innerIpv4 = innerIpv4;
    setup.encapsulation = encapsulation;
    setup.mode = mode;
    return setup;
  }

  @ParameterizedTest
  @MethodSource("espProposals")
  void everySuiteCarriesTraffic(EspProposal esp) {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.esp = esp;
    pingBothWays(setup);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void everyShapeCarriesTraffic(EnginePair.Setup setup) {
    pingBothWays(setup);
  }

  private static void pingBothWays(EnginePair.Setup setup) {
    EnginePair pair = new EnginePair(setup);
    assertTrue(pair.a.engine.initiate("b", pair.nowNs));
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.a.children(), () -> pair.a.log + " " + pair.b.log);
    assertEquals(1, pair.b.children());
    boolean tunnel = setup.mode == Mode.TUNNEL;
    for (EnginePair.End from : List.of(pair.a, pair.b)) {
      EnginePair.End to = pair.other(from);
      int before = from.framesOut.size();
      int answeredBefore = to.framesOut.size();
      IpAddress source = tunnel ? hostBehind(from) : from.outer;
      IpAddress destination = tunnel ? to.inner : to.outer;
      for (int i = 0; i < 40; i++) {
        byte[] packet = EnginePair.echo(source, destination, i, 10 * i);
        assertEquals(DropReason.NONE, from.sendInner(packet));
      }
      pair.run();
      assertEquals(40, from.framesOut.size() - before);
      assertEquals(40, to.framesOut.size() - answeredBefore, "every echo is answered");
      if (tunnel) {
        assertEquals(40, from.delivered.size(), "and every answer is delivered behind us");
        from.delivered.clear();
      }
    }
    EngineStatus.ChildSaStatus child = pair.a.engine.status().ikeSas().get(0).children().get(0);
    assertEquals(80, child.packetsIn());
    assertEquals(80, child.packetsOut());
    assertEquals(setup.encapsulation, pair.a.engine.status().ikeSas().get(0).udpEncapsulation());
    pair.a.engine.close("b", pair.nowNs);
    pair.runFor(60_000_000_000L);
    assertEquals(0, pair.a.children() + pair.b.children());
    assertEquals(List.of(), pair.a.engine.status().ikeSas());
    assertEquals(List.of(), pair.b.engine.status().ikeSas());
    assertEquals(DeadlineTable.NEVER_NS, quietDeadline(pair.a), "nothing is left to be done");
  }

  // Neighbour entries age; everything else must be over.
  private static long quietDeadline(EnginePair.End end) {
    return end.engine.status().ikeSas().isEmpty()
        ? DeadlineTable.NEVER_NS
        : end.engine.nextDeadlineNs();
  }

  private static IpAddress hostBehind(EnginePair.End end) {
    return EnginePair.address(end.inner.toString().replaceAll("1$", "99"));
  }

  @Test
  void whatPassesTheTunnelArrivesUnchanged() {
    EnginePair pair = new EnginePair(new EnginePair.Setup());
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    byte[] packet = EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 7, 1200);
    pair.a.sendInner(packet);
    pair.run();
    assertEquals(1, pair.b.delivered.size());
    assertArrayEquals(packet, pair.b.delivered.get(0));
  }

  /** The largest group takes long; packets do not wait until its answer is ready. */
  @Test
  void packetsPassBetweenTheMultiplicationsOfAKeyExchange() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.ike =
        new IkeProposal(EnginePair.IKE.suite(), EnginePair.IKE.prf(), KeyExchangeMethod.MODP_8192);
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.children(), () -> pair.a.log + " " + pair.b.log);
    pair.a.engine.initiate("b", pair.nowNs);
    while (pair.wire.isEmpty()) {
      pair.a.engine.poll(pair.nowNs);
    }
    pair.b.receive(pair.wire.remove().frame());
    int answered = pair.b.framesOut.size();
    int passed = 0;
    int turns = 0;
    while (pair.b.framesOut.size() == answered) {
      pair.a.sendInner(EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), turns, 100));
      pair.a.engine.poll(pair.nowNs);
      pair.b.receive(pair.wire.remove().frame());
      assertTrue(pair.b.engine.nextDeadlineNs() <= pair.nowNs, "there is something to compute");
      pair.b.engine.poll(pair.nowNs);
      turns++;
      assertEquals(passed + 1, pair.b.delivered.size(), "each burst is delivered in its turn");
      passed = pair.b.delivered.size();
    }
    assertEquals(2, turns, "a turn computes the public value, another the shared secret");
    pair.run();
    assertEquals(2, pair.b.engine.status().ikeSas().size());
  }

  @Test
  void aPacketThatNeedsAnSaOpensOne() {
    EnginePair pair = new EnginePair(new EnginePair.Setup());
    byte[] packet = EnginePair.echo(hostBehind(pair.a), pair.b.inner, 1, 32);
    assertEquals(DropReason.NO_ASSOCIATION, pair.a.sendInner(packet));
    assertEquals(DropReason.NO_ASSOCIATION, pair.a.sendInner(packet));
    pair.run();
    assertEquals(1, pair.a.engine.status().ikeSas().size(), "one handshake, however many packets");
    assertEquals(1, pair.a.children());
    assertEquals(DropReason.NONE, pair.a.sendInner(packet));
    pair.run();
    assertEquals(1, pair.a.delivered.size());
  }

  @Test
  void whatNoPolicyNamesIsDiscarded() {
    EnginePair pair = new EnginePair(new EnginePair.Setup());
    IpAddress elsewhere = EnginePair.address("203.0.113.9");
    byte[] packet = EnginePair.echo(hostBehind(pair.a), elsewhere, 1, 32);
    assertEquals(DropReason.POLICY_DISCARD, pair.a.sendInner(packet));
    assertEquals(0, pair.a.framesOut.size());
  }

  @Test
  void bypassPassesInClearBothWays() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.policies =
        List.of(
            new PolicyConfig(
                PolicyConfig.Action.BYPASS,
                TrafficSelectors.ofPrefix(EnginePair.address("192.0.2.0"), 24),
                TrafficSelectors.ofPrefix(EnginePair.address("192.0.2.0"), 24)));
    EnginePair pair = new EnginePair(setup);
    byte[] packet = EnginePair.echo(pair.a.outer, pair.b.outer, 1, 32);
    pair.a.sendInner(packet);
    pair.runFor(1_000_000_000L);
    assertEquals(0, pair.a.engine.status().ikeSas().size());
    assertTrue(pair.b.framesOut.size() >= 2, "ARP and the echo reply");
  }

  @Test
  void theGatewayItselfCanBePingedUnlessAPolicySaysOtherwise() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = new EnginePair(setup);
    byte[] ping = EnginePair.echo(pair.a.outer, pair.b.outer, 1, 32);
    assertEquals(DropReason.NONE, pair.b.receive(ping));
    assertEquals(1, pair.b.framesOut.size());
    setup.mode = Mode.TRANSPORT;
    EnginePair protecting = new EnginePair(setup);
    assertEquals(DropReason.POLICY_DISCARD, protecting.b.receive(ping));
    assertEquals(0, protecting.b.framesOut.size());
  }

  @Test
  void plaintextThatShouldBeProtectedIsDropped() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = new EnginePair(setup);
    byte[] forged = EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 1, 32);
    assertEquals(DropReason.POLICY_DISCARD, pair.b.receive(forged));
    byte[] toUs = EnginePair.echo(hostBehind(pair.a), pair.b.outer, 1, 32);
    Octets.put8(toUs, 9, IpProtocol.UDP);
    Ipv4Header.writeChecksum(toUs, 0);
    assertEquals(DropReason.POLICY_DISCARD, pair.b.receive(toUs));
    assertEquals(0, pair.b.delivered.size());
  }

  @Test
  void replayedAndForgedEspIsCountedAndDropped() {
    // R4303-3.4.4-1
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.a.sendInner(EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 7, 100));
    pair.run();
    byte[] esp = pair.a.framesOut.get(pair.a.framesOut.size() - 1);
    assertEquals(DropReason.REPLAYED, pair.b.receive(esp));
    byte[] forged = esp.clone();
    forged[27]++;
    assertEquals(DropReason.NONE, pair.b.receive(forged));
    pair.b.engine.poll(pair.nowNs);
    byte[] unknown = esp.clone();
    unknown[20] ^= 1;
    assertEquals(DropReason.UNKNOWN_SPI, pair.b.receive(unknown));
    assertEquals(1, pair.b.drops(DropReason.REPLAYED));
    assertEquals(1, pair.b.drops(DropReason.NOT_AUTHENTIC));
    assertEquals(1, pair.b.drops(DropReason.UNKNOWN_SPI));
    assertEquals(1, pair.b.delivered.size());
  }

  /** As a live strongSwan showed: traffic and Delete within one burst. */
  @Test
  void packetsThatCameBeforeTheDeleteInTheSameBurstAreStillOurs() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    pair.lost = frame -> true;
    int before = pair.a.framesOut.size();
    pair.a.sendInner(EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 7, 100));
    pair.a.engine.poll(pair.nowNs);
    pair.a.engine.close("b", pair.nowNs);
    pair.a.engine.poll(pair.nowNs);
    List<byte[]> burst = pair.a.framesOut.subList(before, pair.a.framesOut.size());
    assertEquals(2, burst.size(), "the packet and the Delete");
    pair.b.sendInner(EnginePair.echo(hostBehind(pair.b), hostBehind(pair.a), 8, 100));
    for (byte[] frame : burst) {
      assertEquals(DropReason.NONE, pair.b.receive(frame));
    }
    assertEquals(0, pair.b.children());
    pair.b.engine.poll(pair.nowNs);
    assertEquals(1, pair.b.delivered.size());
  }

  @Test
  void longPacketsAreFragmentedOutsideAndComeTogether() {
    // R4303-3.4.1-1
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.slotLength = 16 * 1024;
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    byte[] packet = EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 7, 1472);
    pair.a.sendInner(packet);
    pair.run();
    assertEquals(1, pair.b.delivered.size(), () -> pair.b.engine.status().drops().toString());
    assertArrayEquals(packet, pair.b.delivered.get(0));
    byte[] huge = EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 8, 9000);
    pair.a.sendInner(huge);
    pair.run();
    assertEquals(2, pair.b.delivered.size(), () -> pair.b.engine.status().drops().toString());
    assertArrayEquals(huge, pair.b.delivered.get(1));
  }

  @Test
  void junkNeverThrows() {
    EnginePair pair = new EnginePair(new EnginePair.Setup());
    pair.a.engine.initiate("b", pair.nowNs);
    pair.run();
    java.util.Random random = new java.util.Random(5);
    List<byte[]> seen = List.copyOf(pair.a.framesOut);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = seen.get(random.nextInt(seen.size())).clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      frame = Arrays.copyOf(frame, random.nextInt(frame.length + 20));
      pair.b.receive(frame);
      pair.b.sendInner(frame);
      pair.nowNs += 1000;
      pair.b.engine.poll(pair.nowNs);
    }
    pair.run();
    assertEquals(1, pair.a.children(), "what was established is still there");
    pair.a.sendInner(EnginePair.echo(hostBehind(pair.a), hostBehind(pair.b), 7, 100));
    pair.run();
    assertFalse(pair.b.delivered.isEmpty());
  }

  @Test
  void ourOwnInnerAddressAnswersTheInnerSide() {
    EnginePair pair = new EnginePair(new EnginePair.Setup());
    assertEquals(
        DropReason.NONE,
        pair.a.sendInner(EnginePair.echo(hostBehind(pair.a), pair.a.inner, 1, 32)));
    assertEquals(1, pair.a.delivered.size());
  }
}
