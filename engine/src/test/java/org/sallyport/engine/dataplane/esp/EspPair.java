// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/** Two ends of one Child SA, west (sends) and east (receives), and the events that either told. */
final class EspPair {
  static final int SPI = 0x1234_5678;
  static final int SLOT = 2048;
  static final int HEAD_ROOM = 192;

  final SecurityPolicy policy;
  final OutboundAssociation sender;
  final InboundAssociation receiver;
  final EspOutbound outbound;
  final EspInbound inbound;
  final List<String> events = new ArrayList<>();
  final List<String> heard = new ArrayList<>();
  final List<byte[]> arrived = new ArrayList<>();

  /** How the pair is made; every part has an everyday default. */
  static final class Builder {
    CipherSuite suite =
        new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
    boolean extended;
    Mode mode = Mode.TUNNEL;
    boolean outerIpv4 = true;
    List<AddressRange> westSelectors = List.of(any(true), any(false));
    List<AddressRange> eastSelectors = List.of(any(true), any(false));
    Encapsulation encapsulation;
    Lifetime lifetime = Lifetime.UNLIMITED;
    HeaderPolicy header = HeaderPolicy.DEFAULT;
    int window = 64;
    SendCounter counter;
    TraceSink trace = TraceSink.NONE;
    int identification = 100;

    EspPair build() {
      return new EspPair(this);
    }
  }

  static AddressRange any(boolean ipv4) {
    return TrafficSelectors.everything(ipv4);
  }

  static IpAddress address(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }

  private EspPair(Builder b) {
    IpAddress west = address(b.outerIpv4 ? "192.0.2.1" : "2001:db8::1");
    IpAddress east = address(b.outerIpv4 ? "192.0.2.2" : "2001:db8::2");
    ChildConfig child =
        new ChildConfig(
            "net",
            b.mode,
            List.of(new EspProposal(b.suite, b.extended)),
            b.westSelectors,
            b.eastSelectors,
            b.window);
    PeerConfig peer =
        new PeerConfig(
            "east",
            west,
            east,
            Identity.ofDomainName("west"),
            Identity.ofDomainName("east"),
            PresharedKey.ofAscii("secret"),
            List.of(
                new IkeProposal(
                    new CipherSuite(
                        EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA2_256_128),
                    PrfAlgorithm.HMAC_SHA2_256,
                    KeyExchangeMethod.X25519)),
            false,
            false,
            List.of(child));
    policy = SecurityPolicy.protect(peer, child);
    CryptoLibrary crypto = new BouncyCastleLibrary();
    byte[] encryptionKey = new byte[b.suite.encryptionKeyLength()];
    byte[] integrityKey = new byte[b.suite.integrityKeyLength()];
    Arrays.fill(encryptionKey, (byte) 7);
    Arrays.fill(integrityKey, (byte) 9);
    EntropySource entropy =
        (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 3);
    SendCounter counter = b.counter == null ? new SendCounter(b.extended) : b.counter;
    sender =
        new OutboundAssociation(
            SPI,
            SPI,
            parameters(b, west, east, b.westSelectors, b.eastSelectors, b.encapsulation),
            crypto.sealer(b.suite, encryptionKey, integrityKey, b.extended, entropy),
            counter,
            NotedRows.and(b.trace));
    Encapsulation mirrored =
        b.encapsulation == null
            ? null
            : new Encapsulation(b.encapsulation.remotePort(), b.encapsulation.localPort());
    receiver =
        new InboundAssociation(
            SPI,
            parameters(b, east, west, b.eastSelectors, b.westSelectors, mirrored),
            crypto.opener(b.suite, encryptionKey, integrityKey, b.extended),
            b.window,
            NotedRows.and(b.trace));
    EspAssociations associations = new EspAssociations(4);
    if (!associations.addInbound(receiver)
        || !associations.addOutbound(sender)
        || !associations.switchOutbound(SPI)) {
      throw new IllegalStateException("no room");
    }
    outbound = new EspOutbound(crypto, recorder(), this::audit, b.identification);
    inbound = new EspInbound(associations, crypto, recorder(), this::audit);
  }

  private AssociationParameters parameters(
      Builder b,
      IpAddress local,
      IpAddress peer,
      List<AddressRange> localSelectors,
      List<AddressRange> remoteSelectors,
      Encapsulation encapsulation) {
    return new AssociationParameters(
        policy,
        b.mode,
        localSelectors,
        remoteSelectors,
        local,
        peer,
        encapsulation,
        b.lifetime,
        b.header,
        0);
  }

  SadEvents recorder() {
    return new SadEvents() {
      @Override
      public void acquire(SecurityPolicy policy, long nowNs) {
        throw new AssertionError("associations are given here, not looked up");
      }

      @Override
      public void softLimit(int inboundSpi, long nowNs) {
        events.add("soft limit");
      }

      @Override
      public void hardLimit(int inboundSpi, long nowNs) {
        events.add("hard limit");
      }

      @Override
      public void heard(int inboundSpi, long nowNs) {
        heard.add(Integer.toHexString(inboundSpi) + " at " + nowNs);
      }

      @Override
      public void removed(
          int inboundSpi, AssociationCounters in, AssociationCounters out, long nowNs) {
        events.add(
            "removed after %s in, %s out"
                .formatted(in.packets(), out == null ? "no" : out.packets()));
      }
    };
  }

  void audit(DropReason reason, int spi, long sequence, IpView packet, long nowNs) {
    events.add(
        "audit "
            + reason
            + " "
            + Integer.toHexString(spi)
            + " "
            + Long.toUnsignedString(sequence)
            + ", "
            + packet.source()
            + " to "
            + packet.destination());
  }

  /** A frame in a slot of its own with head-room and tail-room. */
  static Frame frame(byte[] packet) {
    byte[] slot = new byte[SLOT + packet.length];
    System.arraycopy(packet, 0, slot, HEAD_ROOM, packet.length);
    return new Frame().wrap(slot, 0, slot.length, HEAD_ROOM, packet.length);
  }

  static byte[] octets(Frame frame) {
    return Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end());
  }

  /** What becomes of an inner packet at west. */
  DropReason offer(Frame inner, long nowNs) {
    return outbound.add(read(inner), sender, nowNs);
  }

  static IpView read(Frame frame) {
    assertEquals(DropReason.NONE, frame.ip().read());
    return frame.ip();
  }

  /** The outer packet that west makes of an inner one, which it does not drop. */
  byte[] seal(byte[] inner, long nowNs) {
    assertEquals(DropReason.NONE, offer(frame(inner), nowNs));
    return finish(nowNs);
  }

  /** The outer packet of the one that was offered and taken. */
  byte[] finish(long nowNs) {
    List<byte[]> sent = new ArrayList<>();
    outbound.finish((packet, association, now) -> sent.add(octets(packet)), nowNs);
    return sent.get(0);
  }

  /** What east says of an outer packet; the inner one is then the last of {@link #arrived}. */
  DropReason open(byte[] outer, long nowNs) {
    long[] before = drops();
    Frame frame = frame(outer);
    boolean ipv4 = Octets.u8(outer, 0) >> 4 == 4; // the length that IP says is that of the octets
    Octets.put16(
        frame.bytes(), frame.offset() + (ipv4 ? 2 : 4), ipv4 ? outer.length : outer.length - 40);
    int espOffset = espOffset(outer);
    DropReason reason =
        inbound.add(read(frame), frame.offset() + espOffset, outer.length - espOffset, nowNs);
    if (reason != DropReason.NONE) {
      return reason;
    }
    int count = inbound.finish((packet, association, now) -> arrived.add(octets(packet)), nowNs);
    if (count == 1) {
      return DropReason.NONE;
    }
    long[] after = drops();
    for (DropReason candidate : DropReason.values()) {
      if (after[candidate.ordinal()] != before[candidate.ordinal()]) {
        return candidate;
      }
    }
    throw new IllegalStateException("dropped without a counter");
  }

  private long[] drops() {
    long[] counts = new long[DropReason.values().length];
    for (DropReason reason : DropReason.values()) {
      counts[reason.ordinal()] = inbound.drops().of(reason);
    }
    return counts;
  }

  /** Where ESP starts in an outer packet without options or extension headers. */
  static int espOffset(byte[] outer) {
    boolean ipv4 = Octets.u8(outer, 0) >> 4 == 4;
    int protocol = Octets.u8(outer, ipv4 ? 9 : 6);
    return (ipv4 ? 20 : 40) + (protocol == 17 ? 8 : 0);
  }

  byte[] lastArrived() {
    return arrived.get(arrived.size() - 1);
  }
}
