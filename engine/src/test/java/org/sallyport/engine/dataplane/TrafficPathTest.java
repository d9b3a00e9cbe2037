// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.DirectionKeys;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.dataplane.esp.ChildSaPair;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.InboundAssociation;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.PacketPolicy;
import org.sallyport.engine.net.StackHandlers;
import org.sallyport.engine.net.StackLimits;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** What our stacks and the hosts behind us may send and receive (RFC 4301 §5.1, §5.2, §8.2). */
class TrafficPathTest {
  private static final int SLOTS = 16;
  private static final int SPI = 0x1000;
  private static final int PATH_MTU = 1400;
  private static final IpAddress OUTER = address("192.0.2.1");
  private static final IpAddress PEER = address("192.0.2.2");
  private static final IpAddress OWN_INNER = address("fd01::1");
  private static final IpAddress BEHIND_US = address("fd01::99");
  private static final IpAddress BEHIND_PEER = address("fd02::1");
  private static final IpAddress STRANGER = address("198.51.100.7");
  private static final IpAddress BYPASSED = address("203.0.113.1");
  private static final IpAddress DISCARDED = address("203.0.113.2");
  private static final CipherSuite GCM =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);

  private final FramePool pool = FramePool.of(SLOTS);
  private final List<byte[]> sent = new ArrayList<>();
  private final List<Integer> reported = new ArrayList<>();
  private final List<String> audited = new ArrayList<>();
  private final List<String> acquired = new ArrayList<>();
  private final NetworkInterface outer =
      network(
          new NetworkConfig(
              LinkKind.ETHERNET,
              Objects.requireNonNull(OctetString.parseHex("020000000001")),
              List.of(),
              List.of(),
              NetworkConfig.ETHERNET_MTU,
              true));
  private final NetworkInterface inner =
      network(NetworkConfig.ofIp(List.of(new InterfaceAddress(OWN_INNER, 64))));
  private final SecurityPolicyDatabase policies;
  private final EspAssociations associations = new EspAssociations(2);
  private final AssociationInstaller installer;
  private final OutboundPath path;
  private final OutboundAssociation association;

  TrafficPathTest() {
    outer.lease(new InterfaceAddress(OUTER, 24), address("192.0.2.254"));
    sent.clear();
    AddressRange here = TrafficSelectors.ofPrefix(address("fd01::"), 64);
    AddressRange there = TrafficSelectors.ofPrefix(address("fd02::"), 64);
    ChildConfig child =
        new ChildConfig(
            "net",
            Mode.TUNNEL,
            List.of(new EspProposal(GCM, false)),
            List.of(here),
            List.of(there),
            64);
    PeerConfig peer =
        new PeerConfig(
            "peer",
            OUTER,
            PEER,
            Identity.ofDomainName("us"),
            Identity.ofDomainName("peer"),
            PresharedKey.ofAscii("secret"),
            List.of(new IkeProposal(GCM, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519)),
            false,
            false,
            List.of(child));
    SecurityPolicy policy = SecurityPolicy.protect(peer, child);
    policies =
        new SecurityPolicyDatabase(
            List.of(
                rule(PolicyConfig.Action.BYPASS, BYPASSED),
                rule(PolicyConfig.Action.DISCARD, DISCARDED),
                policy));
    CryptoLibrary crypto = new BouncyCastleLibrary();
    installer =
        new AssociationInstaller(
            crypto,
            (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 3),
            associations,
            PATH_MTU,
            NotedRows.sink());
    AssociationParameters parameters =
        new AssociationParameters(
            policy,
            Mode.TUNNEL,
            List.of(here),
            List.of(TrafficSelectors.ofPrefix(address("fd02::"), 80)), // narrower than the policy
            OUTER,
            PEER,
            null,
            Lifetime.UNLIMITED,
            HeaderPolicy.DEFAULT,
            0);
    installer.addInbound(SPI, parameters, proposal(), keys(), 64);
    installer.addOutbound(SPI, SPI, parameters, proposal(), keys());
    installer.switchOutbound(SPI);
    ChildSaPair pair = associations.pair(SPI);
    association = Objects.requireNonNull(Objects.requireNonNull(pair).outbound());
    path = outTo(outer);
  }

  /** Notes for which policies an SA is to be acquired (RFC 4301 §4.4.1). */
  private final class Acquired implements SadEvents {
    @Override
    public void acquire(SecurityPolicy policy, long nowNs) {
      acquired.add(policy.toString());
    }

    @Override
    public void softLimit(int inboundSpi, long nowNs) {}

    @Override
    public void hardLimit(int inboundSpi, long nowNs) {}

    @Override
    public void heard(int inboundSpi, long nowNs) {}

    @Override
    public void removed(
        int inboundSpi, AssociationCounters in, AssociationCounters out, long nowNs) {}
  }

  private OutboundPath outTo(NetworkInterface link) {
    return new OutboundPath(
        policies,
        associations,
        new BouncyCastleLibrary(),
        new Acquired(),
        (reason, spi, sequence, packet, nowNs) ->
            audited.add(reason + " " + packet.source() + " to " + packet.destination()),
        1,
        link,
        inner);
  }

  private static EspProposal proposal() {
    return new EspProposal(GCM, false);
  }

  private static DirectionKeys keys() {
    return new DirectionKeys(new byte[GCM.encryptionKeyLength()], new byte[0]);
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  private static SecurityPolicy rule(PolicyConfig.Action action, IpAddress remote) {
    return SecurityPolicy.of(
        new PolicyConfig(
            action, TrafficSelectors.everything(true), TrafficSelectors.ofPrefix(remote, 32)));
  }

  private NetworkInterface network(NetworkConfig config) {
    return new NetworkInterface(
        config,
        StackLimits.DEFAULT,
        pool,
        Frames.copying(sent::add),
        1,
        NotedRows.sink(),
        /* standIn= */ null);
  }

  private Frame packet(int protocol, IpAddress source, IpAddress destination, byte[] payload) {
    Frame frame = Frames.held(pool, payload);
    outer.pushIp(frame, protocol, source, destination, 0);
    return frame;
  }

  private Frame inner(IpAddress source, int payloadLength) {
    return packet(99, source, BEHIND_PEER, new byte[payloadLength]);
  }

  private DropReason send(Frame packet) {
    return path.send(packet, (tooLong, longest, nowNs) -> reported.add(longest), 0);
  }

  private void assertAllFree() {
    assertEquals(SLOTS, pool.count(DescriptorRingState.FREE));
  }

  @Test
  void packetsWaitForTheFlush() {
    assertEquals(0, path.flush(0));
    assertEquals(DropReason.NONE, send(inner(BEHIND_US, 100)));
    assertEquals(DropReason.NONE, send(inner(BEHIND_US, 100)));
    assertEquals(2, path.pending());
    assertEquals(2, path.flush(0));
    assertEquals(0, path.pending());
    assertEquals(2, association.counters().packets());
  }

  @Test
  void whatNoPolicyNamesIsDroppedAndAudited() {
    // R4303-3.3.1-1
    Frame packet = packet(99, BEHIND_US, address("fd03::1"), new byte[8]);
    assertEquals(DropReason.POLICY_DISCARD, send(packet));
    assertEquals(List.of("POLICY_DISCARD fd01::99 to fd03::1"), audited);
    assertEquals(List.of(), acquired);
    assertAllFree();
  }

  @Test
  void whatNoAssociationTakesIsDroppedAndOneAcquired() {
    // R4303-3.3.1-1
    Frame outside = packet(99, BEHIND_US, address("fd02::2:0:0:1"), new byte[8]);
    assertEquals(DropReason.NO_ASSOCIATION, send(outside), "the policy names it, the SA does not");
    installer.withdrawOutbound(SPI);
    assertEquals(DropReason.NO_ASSOCIATION, send(inner(BEHIND_US, 8)));
    assertEquals(List.of(), audited);
    assertEquals(List.of("PROTECT peer/net", "PROTECT peer/net"), acquired);
    assertAllFree();
  }

  /** RFC 1812 §5.2.6: whose packet leaves in clear learns what the link carries. */
  @ParameterizedTest
  @CsvSource({
    "1, true, FRAGMENTATION_NEEDED",
    "1, false, NEIGHBOUR_PENDING",
    "0, true, NEIGHBOUR_PENDING"
  })
  void whatIsBypassedIsCutForTheLinkWhereItMayBe(
      int beyond, boolean dontFragment, DropReason result) {
    byte[] payload = new byte[NetworkConfig.ETHERNET_MTU - Ipv4Header.MIN_LENGTH + beyond];
    Frame packet = packet(99, STRANGER, BYPASSED, payload);
    Ipv4Header.writeAroundAddresses(
        packet.bytes(), packet.offset(), 0, packet.length(), 1, dontFragment, 64, 99);
    assertEquals(result, send(packet));
    assertEquals(
        result == DropReason.FRAGMENTATION_NEEDED ? List.of(NetworkConfig.ETHERNET_MTU) : List.of(),
        reported);
    assertEquals(0, association.counters().drops(DropReason.FRAGMENTATION_NEEDED));
  }

  /** What only IKE and ICMP may do without a policy, our outer stack does; the rest is dropped. */
  @ParameterizedTest
  @CsvSource({
    "1, 198.51.100.7, false, 0",
    "17, 198.51.100.7, true, 1",
    "58, 198.51.100.7, false, 0",
    "6, 203.0.113.1, false, 0",
    "1, 203.0.113.2, true, 1"
  })
  void theOuterStackSendsIcmpAndWhatIsBypassedInClear(
      int protocol, String to, boolean taken, long discarded) {
    Frame packet = packet(protocol, OUTER, address(to), new byte[8]);
    assertEquals(taken, path.takesFromOuterStack(packet, 0));
    assertEquals(discarded, path.drops().of(DropReason.POLICY_DISCARD));
    packet.releaseIfOwned();
    assertAllFree();
  }

  @Test
  void icmpOverIpv6NeedsNoPolicyEither() {
    Frame packet = packet(IpProtocol.ICMPV6, address("2001:db8::1"), BEHIND_PEER, new byte[8]);
    assertFalse(path.takesFromOuterStack(packet, 0));
  }

  @Test
  void theInnerStackSendsWhatIsProtected() {
    assertTrue(path.takesFromInnerStack(inner(OWN_INNER, 8), 0));
    assertEquals(1, path.pending());
    Frame other = packet(99, OWN_INNER, address("fd03::1"), new byte[8]);
    assertFalse(path.takesFromInnerStack(other, 0));
  }

  /** RFC 4301 §8.2.1: a host behind us learns what fits; IPv6 of our own is cut before ESP. */
  @Test
  void whoSentTooMuchLearnsHowLongAPacketMayBe() {
    assertEquals(PATH_MTU, association.pathMtu(), "at first what the link carries");
    int longest = (PATH_MTU - Ipv4Header.MIN_LENGTH - 8 - 8 - 16) / 4 * 4 - 2;
    assertEquals(DropReason.FRAGMENTATION_NEEDED, send(inner(BEHIND_US, 1400)));
    assertEquals(List.of(longest), reported);
    assertEquals(1, association.counters().drops(DropReason.FRAGMENTATION_NEEDED));
    association.setPathMtu(1290);
    assertEquals(DropReason.FRAGMENTATION_NEEDED, send(inner(BEHIND_US, 1400)));
    assertEquals(1280, reported.getLast(), "RFC 8200 §5: less need no IPv6 link carry");
    assertAllFree();
  }

  /** RFC 1191 §6.3: what was learnt ages, and is asked for each packet. */
  @Test
  void aSmallerPathIsForgottenInTime() {
    association.lowerPathMtu(1290, 0);
    assertEquals(DropReason.FRAGMENTATION_NEEDED, send(inner(BEHIND_US, 1300)));
    long later = 600_000_000_000L;
    Frame packet = inner(BEHIND_US, 1300);
    assertEquals(DropReason.NONE, path.send(packet, TooLongReporter.NONE, later));
    assertEquals(PATH_MTU, association.pathMtu());
    assertEquals(1, path.flush(later));
  }

  /** RFC 4301 §8.2: an IPv6 packet of 1280 octets passes; its ESP is cut for the path. */
  @Test
  void espIsCutForItsPath() {
    NetworkInterface line = network(NetworkConfig.ofIp(List.of(new InterfaceAddress(OUTER, 24))));
    OutboundPath out = outTo(line);
    association.lowerPathMtu(1290, 0);
    sent.clear();
    Frame packet = inner(BEHIND_US, 1280 - Ipv6Header.LENGTH);
    assertEquals(DropReason.NONE, out.send(packet, TooLongReporter.NONE, 0));
    assertEquals(1, out.flush(0));
    assertEquals(2, sent.size());
    assertTrue(sent.stream().allMatch(fragment -> fragment.length <= 1290));
    assertAllFree();
  }

  @Test
  void packetsOfOurOwnThatAreTooLongAreCut() {
    association.setPathMtu(1400);
    assertEquals(DropReason.NONE, send(inner(OWN_INNER, 1400)));
    assertEquals(2, path.pending(), "two fragments, each in ESP");
    assertEquals(List.of(), reported);
    assertEquals(0, association.counters().drops(DropReason.FRAGMENTATION_NEEDED));
    assertEquals(2, path.flush(0));
  }

  /** RFC 2131 §4.4.5: an address that was lost must not be used, not even by an SA. */
  @Test
  void nothingLeavesFromAnAddressThatIsNotOursAnyLonger() {
    assertEquals(DropReason.NONE, send(inner(BEHIND_US, 100)));
    outer.endLease();
    assertEquals(1, path.flush(0));
    assertEquals(1, path.drops().of(DropReason.BAD_SOURCE_ADDRESS));
    assertEquals(List.of(), sent);
    assertAllFree();
  }

  @Test
  void aPacketThatIsNoneIsCountedOnce() {
    Frame bad = Frames.held(pool, new byte[] {0x45});
    assertEquals(DropReason.TRUNCATED, path.submit(bad, TooLongReporter.NONE, 0));
    assertEquals(1, path.drops().of(DropReason.TRUNCATED));
    assertAllFree();
  }

  // ---- associations, and what comes in through them

  /** RFC 7296 §2.23: both directions follow a peer whose address or NAT mapping changed. */
  @Test
  void aPeerThatMovedIsFollowed() {
    IpAddress elsewhere = address("198.51.100.2");
    Encapsulation ports = new Encapsulation(4500, 6000);
    installer.redirect(SPI, OUTER, elsewhere, ports);
    InboundAssociation receiving = Objects.requireNonNull(associations.bySpi(SPI));
    assertEquals(elsewhere, association.peerAddress());
    assertEquals(ports, association.encapsulation());
    assertEquals(elsewhere, receiving.peerAddress());
    assertEquals(ports, receiving.encapsulation());
    installer.redirect(SPI + 1, OUTER, PEER, null); // one that is not there is no error
    assertEquals(elsewhere, association.peerAddress());
    installer.addInbound(SPI + 1, association.parameters(), proposal(), keys(), 64);
    installer.redirect(SPI + 1, OUTER, elsewhere, null); // nor is a direction that is not there
    assertEquals(elsewhere, Objects.requireNonNull(associations.bySpi(SPI + 1)).peerAddress());
  }

  @Test
  void theCounterIsTracedByTheSpiOfThePeer() {
    List<Long> ids = new ArrayList<>();
    EspAssociations others = new EspAssociations(1);
    AssociationInstaller traced =
        new AssociationInstaller(
            new BouncyCastleLibrary(),
            (target, offset, length) -> {},
            others,
            PATH_MTU,
            NotedRows.and((machine, id, state, event, next, known, nowNs) -> ids.add(id)));
    traced.addInbound(SPI, association.parameters(), proposal(), keys(), 64);
    traced.addOutbound(SPI, 0xFEDC_BA98, association.parameters(), proposal(), keys());
    ChildSaPair pair = Objects.requireNonNull(others.pair(SPI));
    Objects.requireNonNull(pair.outbound()).counter().take(0);
    assertEquals(List.of(0xFEDC_BA98L), ids);
  }

  /** An ESP packet of the peer around a packet to the stack of our inner addresses. */
  private Frame protectedPacket(int sequence, boolean ofPool) {
    Frame inner = packet(99, BEHIND_PEER, OWN_INNER, new byte[10]);
    byte[] text = Arrays.copyOf(Frames.octets(inner), inner.length() + 4);
    inner.release();
    text[text.length - 4] = 1;
    text[text.length - 3] = 2;
    text[text.length - 2] = 2; // octets of padding
    text[text.length - 1] = IpProtocol.IPV6;
    byte[] esp = new byte[8 + 8 + text.length + 16];
    Octets.put32(esp, 0, SPI);
    Octets.put32(esp, 4, sequence);
    System.arraycopy(text, 0, esp, 16, text.length);
    association.sealer().seal(esp, 0, 8, text.length, 0);
    Frame frame = packet(IpProtocol.ESP, PEER, OUTER, esp);
    if (!ofPool) {
      byte[] octets = Frames.octets(frame);
      frame.release();
      frame = new Frame().wrap(octets, 0, octets.length);
    }
    assertEquals(DropReason.NONE, frame.ip().read());
    return frame;
  }

  @Test
  void whatComesThroughAnAssociationWaitsAndIsDelivered() {
    InboundPath in =
        new InboundPath(
            associations,
            new BouncyCastleLibrary(),
            SadEvents.NONE,
            (reason, spi, sequence, packet, nowNs) -> {},
            HostStack.of(outer, StackHandlers.NONE),
            HostStack.of(inner, StackHandlers.NONE));
    for (int sequence = 1; sequence <= 2; sequence++) {
      Frame frame = protectedPacket(sequence, true);
      int esp = frame.offset() + 20;
      assertEquals(DropReason.NONE, in.esp(frame.ip(), esp, frame.end() - esp, 0));
    }
    assertEquals(2, in.pending());
    assertEquals(2, in.flush(0));
    assertEquals(0, in.pending());
    assertEquals(2, inner.counters().drops(DropReason.UNKNOWN_PROTOCOL), "by the inner stack");
    assertEquals(0, outer.counters().drops(DropReason.UNKNOWN_PROTOCOL));
    Frame forged = protectedPacket(4, true);
    forged.bytes()[forged.end() - 1] ^= 1;
    int esp = forged.offset() + 20;
    assertEquals(DropReason.NONE, in.esp(forged.ip(), esp, forged.end() - esp, 0));
    assertEquals(0, in.flush(0));
    assertEquals(1, in.drops().of(DropReason.NOT_AUTHENTIC));
    Frame lent = protectedPacket(3, false);
    assertEquals(DropReason.NONE, in.esp(lent.ip(), 20, lent.length() - 20, 0));
    assertEquals(0, in.pending(), "its octets do not stay");
    assertEquals(3, inner.counters().drops(DropReason.UNKNOWN_PROTOCOL));
    assertAllFree();
  }

  @Test
  void associationsCountTheirPackets() {
    assertEquals(DropReason.NONE, send(inner(BEHIND_US, 8)));
    assertEquals(1, path.flush(0));
    association.counters().pass(100);
    Objects.requireNonNull(associations.bySpi(SPI)).counters().pass(100);
    assertEquals(2, associations.packetsOut(SPI));
    assertEquals(1, associations.packetsIn(SPI));
    assertEquals(0, associations.packetsIn(SPI + 1));
    assertEquals(0, associations.packetsOut(SPI + 1));
    installer.addInbound(SPI + 1, association.parameters(), proposal(), keys(), 64);
    assertEquals(0, associations.packetsOut(SPI + 1), "a direction that is not there");
  }

  // ---- what the stacks may receive and send

  /** Each stack asks the path, and does itself what the path does not take. */
  @ParameterizedTest
  @CsvSource({"fd02::1, true, true", "203.0.113.1, false, false", "203.0.113.2, true, false"})
  void theStacksAskThePath(String to, boolean fromOuter, boolean fromInner) {
    IpAddress there = address(to);
    IpAddress here = there.isIpv4() ? OUTER : OWN_INNER;
    Frame one = packet(6, here, there, new byte[8]);
    assertEquals(fromOuter, StackPolicies.outer(policies, path, false).takes(one, 0));
    one.releaseIfOwned();
    Frame other = packet(6, here, there, new byte[8]);
    assertEquals(fromInner, StackPolicies.inner(path).takes(other, 0));
    other.releaseIfOwned();
    path.flush(0);
  }

  private DropReason admit(
      boolean hearsDhcp, int protocol, IpAddress from, byte[] payload, boolean protectedPacket) {
    PacketPolicy policy = StackPolicies.outer(policies, path, hearsDhcp);
    Frame packet = packet(protocol, from, OUTER, payload);
    assertEquals(DropReason.NONE, packet.ip().read());
    DropReason reason = policy.admit(packet.ip(), protectedPacket);
    packet.release();
    return reason;
  }

  private static byte[] toPort(int port, int length) {
    byte[] datagram = new byte[Math.max(4, length)];
    Octets.put16(datagram, 2, port);
    return Arrays.copyOf(datagram, length);
  }

  @ParameterizedTest
  @CsvSource({
    "17, 500, 8, false, NONE",
    "17, 4500, 8, false, NONE",
    "17, 500, 100, false, NONE",
    "17, 500, 7, false, POLICY_DISCARD",
    "17, 501, 8, false, POLICY_DISCARD",
    "17, 68, 8, false, POLICY_DISCARD",
    "17, 68, 8, true, NONE",
    "17, 67, 8, true, POLICY_DISCARD",
    "6, 500, 20, true, POLICY_DISCARD",
    "50, 0, 8, false, NONE",
    "1, 0, 8, false, NONE",
    "58, 0, 8, false, POLICY_DISCARD"
  })
  void inClearComesOnlyWhatSetsUpProtection(
      int protocol, int port, int length, boolean hearsDhcp, DropReason expected) {
    byte[] payload = toPort(port, length);
    assertEquals(expected, admit(hearsDhcp, protocol, STRANGER, payload, false));
    assertEquals(DropReason.NONE, admit(hearsDhcp, protocol, STRANGER, payload, true));
  }

  @Test
  void aPolicyDecidesAboutWhatIsNotExempt() {
    assertEquals(DropReason.NONE, admit(false, 6, BYPASSED, new byte[20], false));
    assertEquals(DropReason.POLICY_DISCARD, admit(false, 1, DISCARDED, new byte[8], false));
    assertEquals(DropReason.NONE, admit(false, 17, DISCARDED, toPort(500, 8), false));
  }

  @Test
  void theInnerStackReceivesEverythingThatReachesIt() {
    PacketPolicy policy = StackPolicies.inner(path);
    Frame packet = inner(BEHIND_US, 8);
    assertEquals(DropReason.NONE, packet.ip().read());
    assertEquals(DropReason.NONE, policy.admit(packet.ip(), false));
    assertTrue(policy.takes(inner(OWN_INNER, 8), 0));
  }
}
