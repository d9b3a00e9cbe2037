// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.ForwardingConfig;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** Two whole engines on one link. */
final class EnginePair {
  static final IkeProposal IKE =
      new IkeProposal(
          new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.X25519);

  /** What a pair is made of; every field has a plain default. */
  static final class Setup {
    LinkKind link = LinkKind.ETHERNET;
    boolean outerIpv4 = true;
    boolean innerIpv4 = true;
    Mode mode = Mode.TUNNEL;
    IkeProposal ike = IKE;
    EspProposal esp = new EspProposal(IKE.suite(), false);
    boolean encapsulation;
    List<PolicyConfig> policies = List.of();
    int slotLength = FramePool.SLOT_LENGTH;
    CryptoLibrary crypto = new BouncyCastleLibrary();

    /** Takes every firing of both. */
    TraceSink observer = TraceSink.NONE;

    LimitsConfig limits = LimitsConfig.DEFAULT;

    /** Whether a opens to b at start. */
    boolean initiate;

    /** Whether b has a's address configured; otherwise it only answers. */
    boolean isKnownToB = true;

    /** By how many bits b's own selectors are narrower than what a wants of them. */
    int narrower;

    /** Whether a and b agree on no Child SA. */
    boolean refusesChild;

    /** What b serves. */
    WebConfig web = WebConfig.NONE;

    /** Behind each engine is a network of Ethernet with one host, whose router the engine is. */
    boolean lan;

    int lanMtu = 1500;
    HeaderPolicy tunnelHeader = HeaderPolicy.DEFAULT;

    /** What goes out is counted and forgotten. */
    boolean countsOnly;
  }

  /** One end. */
  final class End {
    final IpAddress outer;
    final IpAddress inner;
    final List<byte[]> delivered = new ArrayList<>();
    final List<byte[]> framesOut = new ArrayList<>();
    int slotOut = -1;
    int countOut;
    final List<String> log = new ArrayList<>();
    final TraceSink rows = observed(NotedRows.sink(), setup.observer);
    final FramePool pool =
        new FramePool(new Slab(256, setup.slotLength, FramePool.HEAD_ROOM), rows);
    final Engine engine;

    /** The host behind us, or null. */
    final LanHost host;

    private final Deque<byte[]> toHost = new ArrayDeque<>();

    End(IpAddress outer, IpAddress inner, EngineConfig config, WebConfig web, long seed) {
      this.outer = outer;
      this.inner = inner;
      host = setup.lan ? lanHost(inner, setup) : null;
      Random random = new Random(seed);
      engine =
          new Engine(
              config,
              web,
              setup.crypto,
              (target, offset, length) -> {
                for (int i = 0; i < length; i++) {
                  target[offset + i] = (byte) random.nextInt(256);
                }
              },
              pool,
              new EnginePorts(
                  frame -> {
                    slotOut = frame.slot();
                    countOut++;
                    if (setup.countsOnly) {
                      frame.release();
                    } else {
                      Frames.copying(this::toWire).frame(frame);
                    }
                  },
                  Frames.copying(frame -> {
                    delivered.add(frame);
                    toHost.add(frame);
                  }),
                  rows,
                  KeyLog.OFF,
                  (level, peer, text, nowNs) -> log.add(level + " " + peer + ": " + text)));
    }

    /** Carries frames between us and the host behind us; true when there was one. */
    private boolean runLan() {
      if (host == null) {
        return false;
      }
      boolean moved = false;
      for (byte[] frame = toHost.poll(); frame != null; frame = toHost.poll()) {
        host.receive(frame, nowNs);
        moved = true;
      }
      for (byte[] frame = host.nextSent(); frame != null; frame = host.nextSent()) {
        engine.receiveInner(Frames.held(pool, frame), nowNs);
        moved = true;
      }
      return moved;
    }

    private void toWire(byte[] frame) {
      framesOut.add(frame);
      if (!lost.test(frame)) {
        wire.add(new Sent(this, frame));
      }
    }

    DropReason sendInner(byte[] packet) {
      return engine.receiveInner(Frames.held(pool, packet), nowNs);
    }

    DropReason receive(byte[] frame) {
      return engine.receive(Frames.held(pool, frame), nowNs);
    }

    /** How many slots the engine has not given back. */
    int held() {
      return pool.count(DescriptorRingState.HELD);
    }

    long drops(DropReason reason) {
      return engine.status().drops(reason);
    }

    int children() {
      return engine.status().ikeSas().stream().mapToInt(sa -> sa.children().size()).sum();
    }
  }

  private static TraceSink observed(TraceSink noted, TraceSink observer) {
    return (machine, id, state, event, next, known, timeNs) -> {
      noted.transition(machine, id, state, event, next, known, timeNs);
      observer.transition(machine, id, state, event, next, known, timeNs);
    };
  }

  record Sent(End from, byte[] frame) {}

  final End a;
  final End b;
  final Setup setup;
  final Deque<Sent> wire = new ArrayDeque<>();
  Predicate<byte[]> lost = frame -> false;
  long nowNs;

  EnginePair(Setup setup) {
    this.setup = setup;
    IpAddress outerA = address(setup.outerIpv4 ? "192.0.2.1" : "2001:db8::1");
    IpAddress outerB = address(setup.outerIpv4 ? "192.0.2.2" : "2001:db8::2");
    IpAddress innerA = address(setup.innerIpv4 ? "10.1.0.1" : "fd01::1");
    IpAddress innerB = address(setup.innerIpv4 ? "10.2.0.1" : "fd02::1");
    a =
        new End(
            outerA, innerA, config(setup, "b", outerA, outerB, innerA, innerB), WebConfig.NONE, 1);
    b = new End(outerB, innerB, config(setup, "a", outerB, outerA, innerB, innerA), setup.web, 2);
    a.engine.poll(0);
    b.engine.poll(0);
  }

  static IpAddress address(String text) {
    IpAddress parsed = IpAddress.parse(text);
    if (parsed == null) {
      throw new IllegalArgumentException(text);
    }
    return parsed;
  }

  private static EngineConfig config(
      Setup setup,
      String remoteName,
      IpAddress outer,
      IpAddress remoteOuter,
      IpAddress inner,
      IpAddress remoteInner) {
    boolean tunnel = setup.mode == Mode.TUNNEL;
    int prefix = setup.innerIpv4 ? 24 : 64;
    AddressRange local =
        tunnel
            ? TrafficSelectors.ofPrefix(inner, prefix)
            : TrafficSelectors.ofPrefix(outer, 8 * outer.length());
    AddressRange remote =
        tunnel
            ? TrafficSelectors.ofPrefix(remoteInner, prefix)
            : TrafficSelectors.ofPrefix(remoteOuter, 8 * remoteOuter.length());
    boolean isB = remoteName.equals("a");
    if (isB && tunnel) {
      local = TrafficSelectors.ofPrefix(inner, prefix + setup.narrower);
    }
    EspProposal esp =
        new EspProposal(
            setup.esp.suite(), setup.esp.extendedSequence() ^ (isB && setup.refusesChild));
    String localName = isB ? "b" : "a";
    PeerConfig peer =
        new PeerConfig(
            remoteName,
            outer,
            isB && !setup.isKnownToB ? null : remoteOuter,
            Identity.ofDomainName(localName + ".test"),
            Identity.ofDomainName(remoteName + ".test"),
            PresharedKey.ofAscii("the secret of two"),
            List.of(setup.ike),
            setup.encapsulation,
            setup.initiate && !isB,
            List.of(
                new ChildConfig(
                    "net", setup.mode, List.of(esp), List.of(local), List.of(remote), 64)));
    InterfaceAddress own = new InterfaceAddress(outer, setup.outerIpv4 ? 24 : 64);
    boolean ethernet = setup.link == LinkKind.ETHERNET;
    OctetString hardware =
        ethernet
            ? OctetString.of(new byte[] {2, 0, 0, 0, 0, (byte) (isB ? 2 : 1)})
            : OctetString.EMPTY;
    return new EngineConfig(
        new NetworkConfig(setup.link, hardware, List.of(own), List.of(), 1500),
        tunnel && !setup.lan ? List.of(inner) : List.of(),
        List.of(peer),
        setup.policies,
        setup.limits,
        TimersConfig.DEFAULT,
        new ForwardingConfig(setup.lan ? lan(inner, setup) : null, setup.tunnelHeader));
  }

  private static NetworkConfig lan(IpAddress inner, Setup setup) {
    return new NetworkConfig(
        LinkKind.ETHERNET,
        OctetString.of(new byte[] {2, 0, 0, 0, 1, (byte) inner.at(1)}),
        List.of(new InterfaceAddress(inner, setup.innerIpv4 ? 24 : 64)),
        List.of(),
        setup.lanMtu);
  }

  private static LanHost lanHost(IpAddress inner, Setup setup) {
    IpAddress own = address(inner.toString().replaceAll("1$", "99"));
    return new LanHost(own, setup.innerIpv4 ? 24 : 64, inner, inner.at(1), 1500);
  }

  End other(End end) {
    return end == a ? b : a;
  }

  /** Delivers and polls until nothing moves. */
  EnginePair run() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < 32 && !wire.isEmpty(); i++) {
        Sent sent = wire.remove();
        other(sent.from()).receive(sent.frame());
        moved = true;
      }
      moved |= a.runLan();
      moved |= b.runLan();
      moved |= a.engine.poll(nowNs) + b.engine.poll(nowNs) > 0 || !wire.isEmpty();
    }
    return this;
  }

  EnginePair runFor(long durationNs) {
    long untilNs = nowNs + durationNs;
    run();
    while (true) {
      long nextNs = Math.min(a.engine.nextDeadlineNs(), b.engine.nextDeadlineNs());
      if (nextNs > untilNs) {
        nowNs = untilNs;
        return this;
      }
      nowNs = Math.max(nowNs, nextNs);
      run();
    }
  }

  /** An ICMP or ICMPv6 echo request. */
  static byte[] echo(IpAddress source, IpAddress destination, int sequence, int dataLength) {
    boolean ipv4 = source.isIpv4();
    int header = ipv4 ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
    byte[] packet = new byte[header + 8 + dataLength];
    source.copyInto(packet, ipv4 ? Ipv4Header.SOURCE : Ipv6Header.SOURCE);
    destination.copyInto(packet, (ipv4 ? Ipv4Header.SOURCE : Ipv6Header.SOURCE) + source.length());
    if (ipv4) {
      Ipv4Header.writeAroundAddresses(
          packet, 0, 0, packet.length, sequence, false, 64, IpProtocol.ICMP);
    } else {
      Ipv6Header.writeAroundAddresses(packet, 0, 0, 8 + dataLength, IpProtocol.ICMPV6, 64);
    }
    Octets.put16(packet, header + 6, sequence);
    for (int i = 0; i < dataLength; i++) {
      packet[header + 8 + i] = (byte) i;
    }
    long pseudo =
        ipv4
            ? 0
            : InternetChecksum.pseudoHeader(
                packet, Ipv6Header.SOURCE, 16, IpProtocol.ICMPV6, 8 + dataLength);
    IcmpHeader.write(
        packet,
        header,
        8 + dataLength,
        ipv4 ? IcmpHeader.ECHO_REQUEST : IcmpHeader.V6_ECHO_REQUEST,
        0,
        pseudo);
    return packet;
  }
}
