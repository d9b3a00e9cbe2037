// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;

/**
 * Secret keys in the line formats of Wireshark 4.0: its IKEv2 decryption table and its ESP SA
 * table. Nothing is made unless the key log is on. A line whose cipher Wireshark does not know is
 * made a comment: it would refuse the whole table.
 */
public final class KeyLogLines {
  private final KeyLog log;

  public KeyLogLines(KeyLog log) {
    this.log = log;
  }

  /** {@code SPIi,SPIr,SK_ei,SK_er,"encryption",SK_ai,SK_ar,"integrity"}. */
  public void ikeSa(
      long initiatorSpi, long responderSpi, IkeProposal proposal, IkeKeyMaterial material) {
    if (!log.isOn()) {
      return;
    }
    CipherSuite suite = proposal.suite();
    @Nullable String known = suite.encryption().tsharkIkeName(suite.keyBits());
    String encryption = known == null ? suite.encryption().displayName() : known;
    log.ikeSa(
        String.join(
            ",",
            hidden(known) + OctetString.ofLong(initiatorSpi).toHex(),
            OctetString.ofLong(responderSpi).toHex(),
            hex(material.ei()),
            hex(material.er()),
            quoted(encryption),
            integrityKey(suite, material.ai()),
            integrityKey(suite, material.ar()),
            quoted(suite.integrity().tsharkIkeName())));
  }

  private static String integrityKey(CipherSuite suite, byte[] key) {
    return suite.integrity() == IntegrityAlgorithm.NONE ? quoted("") : hex(key);
  }

  /**
   * {@code "family","source","destination","SPI","encryption","key","integrity","key"} of one
   * direction.
   */
  public void espSa(
      Endpoint source,
      Endpoint destination,
      int spi,
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey) {
    if (!log.isOn()) {
      return;
    }
    @Nullable String known = suite.encryption().tsharkEspName();
    String encryption = known == null ? suite.encryption().displayName() : known;
    boolean integrity = suite.integrity() != IntegrityAlgorithm.NONE;
    log.espSa(
        String.join(
            ",",
            hidden(known) + quoted(source.address().isIpv4() ? "IPv4" : "IPv6"),
            quoted(source.address().toString()),
            quoted(destination.address().toString()),
            quoted("0x" + OctetString.ofInt(spi).toHex()),
            quoted(encryption),
            quoted("0x" + hex(encryptionKey)),
            quoted(suite.integrity().tsharkEspName()),
            quoted(integrity ? "0x" + hex(integrityKey) : "")));
  }

  private static String hidden(@Nullable String known) {
    return known == null ? "# " : "";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String hex(byte[] octets) {
    return OctetString.of(octets).toHex();
  }
}
