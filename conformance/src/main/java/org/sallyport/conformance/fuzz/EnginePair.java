// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.crypto.JcaLibrary;
import org.sallyport.sim.link.FrameOctets;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;

/**
 * Two engines on a link that delivers at once, so that whatever else happens is the attacker's. The
 * left one opens the IKE SA. Everything follows from the input.
 */
final class EnginePair {
  static final long SECOND_NS = 1_000_000_000L;
  static final IpAddress LEFT = IpAddress.ofIpv4(0xc0000201);
  static final IpAddress RIGHT = IpAddress.ofIpv4(0xc0000202);
  private static final IpAddress LEFT_INNER = IpAddress.ofIpv4(0x0a010001);
  private static final IpAddress RIGHT_INNER = IpAddress.ofIpv4(0x0a020001);
  private static final int MOST_TURNS = 2000;
  private static final int RECORDED = 16;
  private static final int POOL_SLOTS = 64;
  private static final CryptoLibrary LIBRARY = new JcaLibrary();
  private static final CipherSuite SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
  private static final LimitsConfig LIMITS = new LimitsConfig(8, 8, 2, 4);

  final End left;
  final End right;
  final Deque<Sent> wire = new ArrayDeque<>();
  final List<byte[]> recorded = new ArrayList<>();
  long nowNs;

  /** A frame on its way. */
  record Sent(End to, byte[] frame) {}

  /** One engine and what came out of its tunnels. */
  final class End {
    final List<byte[]> delivered = new ArrayList<>();
    final FramePool pool = FramePool.of(POOL_SLOTS);
    final EngineConfig config;
    final Engine engine;

    End(EngineConfig config, long seed, boolean isLeft) {
      this.config = config;
      engine =
          new Engine(
              config,
              LIBRARY,
              new SeededEntropy(new SeededRandom(seed)),
              pool,
              EnginePorts.of(
                  FrameOctets.sink(frame -> {
                    wire.add(
                        new Sent(isLeft ? EnginePair.this.right : EnginePair.this.left, frame));
                    if (recorded.size() < RECORDED) {
                      recorded.add(frame);
                    }
                  }),
                  FrameOctets.sink(delivered::add)));
      engine.poll(0);
    }

    /** The established IKE SA with a Child SA that the engine has had the longest, or null. */
    EngineStatus.IkeSaStatus established() {
      return engine.status().ikeSas().stream()
          .filter(sa -> sa.state() == HthState.ESTABLISHED && !sa.children().isEmpty())
          .findFirst()
          .orElse(null);
    }

    void receive(byte[] frame) {
      Frame held = FrameOctets.hold(pool, frame);
      if (held != null) {
        engine.receive(held, nowNs);
      }
      engine.poll(nowNs);
      requireSlotsBack();
    }

    void receiveInner(byte[] packet) {
      Frame held = FrameOctets.hold(pool, packet);
      if (held != null) {
        engine.receiveInner(held, nowNs);
      }
      engine.poll(nowNs);
      requireSlotsBack();
    }

    // The link is bare IP: no packet waits for a neighbour.
    private void requireSlotsBack() {
      FuzzTarget.require(
          pool.count(DescriptorRingState.FREE) == POOL_SLOTS, "every slot comes back to the pool");
    }
  }

  EnginePair(boolean isEncapsulated) {
    left = new End(config("right", LEFT, RIGHT, LEFT_INNER, RIGHT_INNER, isEncapsulated), 1, true);
    right = new End(config("left", RIGHT, LEFT, RIGHT_INNER, LEFT_INNER, isEncapsulated), 2, false);
  }

  private static EngineConfig config(
      String peerName,
      IpAddress own,
      IpAddress other,
      IpAddress ownInner,
      IpAddress otherInner,
      boolean isEncapsulated) {
    ChildConfig child =
        new ChildConfig(
            "net",
            Mode.TUNNEL,
            List.of(new EspProposal(SUITE, false)),
            List.of(TrafficSelectors.ofPrefix(ownInner, 24)),
            List.of(TrafficSelectors.ofPrefix(otherInner, 24)),
            ChildConfig.DEFAULT_REPLAY_WINDOW);
    PeerConfig peer =
        new PeerConfig(
            peerName,
            own,
            other,
            Identity.ofDomainName(peerName.equals("left") ? "right" : "left"),
            Identity.ofDomainName(peerName),
            PresharedKey.ofAscii("fuzz"),
            List.of(new IkeProposal(SUITE, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519)),
            isEncapsulated,
            false,
            List.of(child));
    return new EngineConfig(
        NetworkConfig.ofIp(List.of(new NetworkConfig.InterfaceAddress(own, 24))),
        List.of(),
        List.of(peer),
        List.of(),
        LIMITS,
        TimersConfig.DEFAULT);
  }

  /** Delivers the next frame on the wire; false when there is none. */
  boolean deliver() {
    Sent next = wire.poll();
    if (next == null) {
      return false;
    }
    next.to().receive(next.frame());
    return true;
  }

  /** Delivers everything, and what comes of it. */
  void settle() {
    int turns = 0;
    left.engine.poll(nowNs);
    right.engine.poll(nowNs);
    while (deliver()) {
      FuzzTarget.require(++turns < MOST_TURNS, "two engines come to rest");
    }
  }

  /** Lets time pass, with everything that falls due. */
  void run(long durationNs) {
    long endNs = nowNs + durationNs;
    int turns = 0;
    settle();
    while (true) {
      long nextNs = Math.min(left.engine.nextDeadlineNs(), right.engine.nextDeadlineNs());
      if (nextNs > endNs) {
        break;
      }
      FuzzTarget.require(++turns < MOST_TURNS, "time passes");
      nowNs = Math.max(nowNs, nextNs);
      settle();
    }
    nowNs = endNs;
    settle();
  }

  /** Opens the IKE SA, again when an attacker spoilt the try; fails when that does not help. */
  void establish() {
    for (int attempt = 0; attempt < 3 && !isEstablished(); attempt++) {
      left.engine.initiate("right", nowNs);
      run(attempt == 0 ? SECOND_NS : 100 * SECOND_NS);
    }
    FuzzTarget.require(isEstablished(), "an SA comes up in the end");
  }

  boolean isEstablished() {
    return left.established() != null && right.established() != null;
  }

  /** A packet passes through the tunnel in each direction, intact. */
  void requireTraffic() {
    passes(left, right, packet(LEFT_INNER, RIGHT_INNER));
    passes(right, left, packet(RIGHT_INNER, LEFT_INNER));
  }

  private void passes(End from, End to, byte[] packet) {
    int before = to.delivered.size();
    from.receiveInner(packet);
    settle();
    byte[] expected = packet.clone();
    FuzzTarget.require(
        Stream.of(to.delivered)
            .flatMap(List::stream)
            .skip(before)
            .anyMatch(arrived -> Arrays.equals(arrived, expected)),
        "traffic passes");
  }

  private static byte[] packet(IpAddress source, IpAddress destination) {
    byte[] packet = new byte[Ipv4Header.MIN_LENGTH + 12];
    source.copyInto(packet, 12);
    destination.copyInto(packet, 16);
    Ipv4Header.writeAroundAddresses(packet, 0, 0, packet.length, 7, false, 64, 253);
    OctetString.ofAscii("hello tunnel").copyInto(packet, Ipv4Header.MIN_LENGTH);
    return packet;
  }
}
