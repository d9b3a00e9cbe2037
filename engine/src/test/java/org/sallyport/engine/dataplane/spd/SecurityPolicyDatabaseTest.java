// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.spd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.PolicyAction;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;

final class SecurityPolicyDatabaseTest {
  private static final CipherSuite GCM =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
  private static final AddressRange HERE = network("10.1.0.0", 16);
  private static final AddressRange THERE = network("10.2.0.0", 16);
  private static final AddressRange THERE_NARROW = network("10.2.3.0", 24);

  private static AddressRange network(String address, int prefix) {
    return TrafficSelectors.ofPrefix(address(address), prefix);
  }

  private static IpAddress address(String text) {
    IpAddress address = IpAddress.parse(text);
    assertNotNull(address);
    return address;
  }

  private static ChildConfig child(String name, AddressRange remote) {
    return new ChildConfig(
        name,
        Mode.TUNNEL,
        List.of(new EspProposal(GCM, false)),
        List.of(HERE),
        List.of(remote),
        64);
  }

  private static PeerConfig peer(String name, ChildConfig... children) {
    return new PeerConfig(
        name,
        address("192.0.2.1"),
        address("192.0.2.2"),
        Identity.ofDomainName("here"),
        Identity.ofDomainName(name),
        PresharedKey.ofAscii("secret"),
        List.of(new IkeProposal(GCM, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519)),
        false,
        false,
        List.of(children));
  }

  private static IpView packet(String source, String destination) {
    byte[] packet = new byte[28];
    address(source).copyInto(packet, Ipv4Header.SOURCE);
    address(destination).copyInto(packet, Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(packet, 0, 0, 28, 0, false, 64, 17);
    IpView view = new Frame().wrap(packet, 0, packet.length).ip();
    assertEquals(DropReason.NONE, view.read());
    return view;
  }

  private final ChildConfig narrow = child("narrow", THERE_NARROW);
  private final ChildConfig wide = child("wide", THERE);
  private final PeerConfig east = peer("east", narrow, wide);
  private final PeerConfig other = peer("other", child("wide", THERE));
  private final SecurityPolicy bypass =
      SecurityPolicy.of(
          new PolicyConfig(PolicyConfig.Action.BYPASS, HERE, network("10.2.9.9", 32)));
  private final SecurityPolicy discard =
      SecurityPolicy.of(
          new PolicyConfig(PolicyConfig.Action.DISCARD, HERE, network("10.9.0.0", 16)));
  private final SecurityPolicy narrowRule = SecurityPolicy.protect(east, narrow);
  private final SecurityPolicy wideRule = SecurityPolicy.protect(east, wide);
  private final SecurityPolicyDatabase database =
      new SecurityPolicyDatabase(
          List.of(
              bypass,
              discard,
              narrowRule,
              wideRule,
              SecurityPolicy.protect(other, other.children().get(0))));

  @Test
  void theFirstRuleThatTakesThePacketDecides() {
    assertSame(bypass, database.outbound(packet("10.1.0.1", "10.2.9.9")));
    assertSame(discard, database.outbound(packet("10.1.0.1", "10.9.0.1")));
    assertSame(narrowRule, database.outbound(packet("10.1.0.1", "10.2.3.4")));
    assertSame(wideRule, database.outbound(packet("10.1.0.1", "10.2.4.4")));
    assertNull(database.outbound(packet("10.3.0.1", "10.2.4.4")));
    assertNull(database.outbound(packet("10.2.4.4", "10.1.0.1")));
  }

  @Test
  void inboundTheEndsAreExchanged() {
    assertSame(wideRule, database.inbound(packet("10.2.4.4", "10.1.0.1")));
    assertNull(database.inbound(packet("10.1.0.1", "10.2.4.4")));
  }

  @Test
  void aChildHasItsRule() {
    assertSame(wideRule, database.byChild(east, wide));
    assertNull(database.byChild(east, child("absent", THERE)));
    assertEquals(PolicyAction.PROTECT, wideRule.action());
    assertEquals("PROTECT east/wide", wideRule.toString());
  }

  /** Exceptions come first, then what the peers' Child SAs protect, in the order of the file. */
  @Test
  void theConfigurationGivesTheOrder() {
    SecurityPolicyDatabase configured =
        SecurityPolicyDatabase.of(
            new EngineConfig(
                NetworkConfig.ofIp(List.of()),
                List.of(),
                List.of(east, other),
                List.of(
                    new PolicyConfig(PolicyConfig.Action.BYPASS, HERE, network("10.2.9.9", 32))),
                LimitsConfig.DEFAULT,
                TimersConfig.DEFAULT));
    SecurityPolicy first = configured.outbound(packet("10.1.0.1", "10.2.9.9"));
    assertEquals(PolicyAction.BYPASS, first.action());
    SecurityPolicy second = configured.outbound(packet("10.1.0.1", "10.2.4.4"));
    assertEquals("PROTECT east/wide", second.toString());
    assertNull(configured.outbound(packet("10.1.0.1", "10.9.0.1")));
  }
}
