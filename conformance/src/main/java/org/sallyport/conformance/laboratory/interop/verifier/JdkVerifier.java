// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/**
 * The JDK's ChaCha20-Poly1305 as RFC 7634 uses it: verifies what Wireshark cannot decrypt. Packets
 * are found by tshark, and taken apart here by the offsets of RFC 7296 §3 and RFC 4303 §2.
 */
final class JdkVerifier implements WireVerifier {
  private static final HexFormat HEX = HexFormat.of();
  private static final int PORT_WITH_MARKER = 4500;
  private static final int IKE_HEADER = 28;
  private static final int GENERIC_HEADER = 4;
  private static final int IV = 8;
  private static final int TAG = 16;
  private static final int KEY = 32;
  private static final int ESP_HEADER = 8;
  private static final int IKE_AUTH = 35;
  private static final int INITIATOR_FLAG = 0x08;
  private static final int ENCRYPTED = 46;
  private static final int IDENTITY_INITIATOR = 35;
  private static final int IDENTITY_RESPONDER = 36;
  private static final int AUTHENTICATION = 39;
  private static final List<String> FIELDS =
      List.of("ip.src", "ipv6.src", "udp.srcport", "udp.dstport", "udp.payload");

  private final Map<String, byte[]> ikeKeys = new HashMap<>();
  private final Map<String, byte[]> espKeys = new HashMap<>(); // by SPI

  @Override
  public String name() {
    return "JDK";
  }

  @Override
  public Verdict verify(Path capture, Path keys, String ourAddress) throws LabException {
    for (List<String> row : KeyTables.read(keys, KeyTables.IKE_FILE)) {
      ikeKeys.put(row.get(0) + "/initiator", HEX.parseHex(row.get(2)));
      ikeKeys.put(row.get(0) + "/responder", HEX.parseHex(row.get(3)));
    }
    for (List<String> row : KeyTables.read(keys, KeyTables.ESP_FILE)) {
      espKeys.put(plainHex(row.get(3)), HEX.parseHex(plainHex(row.get(5))));
    }
    Verdict.Count count = new Verdict.Count();
    String filter = "udp.port == 500 || udp.port == " + PORT_WITH_MARKER;
    Path noKeys = capture.resolveSibling("no-keys");
    for (Map<String, String> packet : Tshark.fields(capture, noKeys, filter, FIELDS)) {
      String source = Tshark.first(packet, ourAddress.contains(":") ? "ipv6.src" : "ip.src");
      byte[] payload = HEX.parseHex(Tshark.first(packet, "udp.payload"));
      boolean marked =
          Tshark.first(packet, "udp.srcport").equals(Integer.toString(PORT_WITH_MARKER))
              || Tshark.first(packet, "udp.dstport").equals(Integer.toString(PORT_WITH_MARKER));
      sort(count, payload, marked, source.equals(ourAddress));
    }
    return count.verdict(name());
  }

  private void sort(Verdict.Count count, byte[] payload, boolean marked, boolean ours) {
    if (payload.length <= 1) {
      return; // NAT keep-alive, RFC 3948 section 2.3
    }
    if (!marked) {
      ike(count, payload, ours);
    } else if (payload.length > 4 && ByteBuffer.wrap(payload).getInt() == 0) {
      ike(count, Arrays.copyOfRange(payload, 4, payload.length), ours);
    } else {
      esp(count, payload, ours);
    }
  }

  private void ike(Verdict.Count count, byte[] message, boolean ours) {
    int overhead = IKE_HEADER + GENERIC_HEADER + IV;
    if (message.length < overhead + TAG || message[16] != ENCRYPTED) {
      return;
    }
    String sender = (message[19] & INITIATOR_FLAG) != 0 ? "/initiator" : "/responder";
    byte[] key = ikeKeys.get(HEX.formatHex(message, 0, 8) + sender);
    if (key == null) {
      count.ikeWithoutKey();
      return;
    }
    Optional<byte[]> plain = open(key, message, IKE_HEADER + GENERIC_HEADER);
    if (plain.isEmpty()) {
      count.ikeWrong();
    } else if (message[18] == IKE_AUTH && showsIdentity(message[IKE_HEADER], plain.get())) {
      count.ikeAuth(ours);
    }
  }

  /** Whether the chain of payloads holds an identity and an AUTH payload. */
  private static boolean showsIdentity(int firstPayload, byte[] plain) {
    ByteBuffer bytes = ByteBuffer.wrap(plain);
    boolean identity = false;
    boolean authentication = false;
    int type = firstPayload;
    while (type != 0 && bytes.remaining() >= GENERIC_HEADER) {
      identity |= type == IDENTITY_INITIATOR || type == IDENTITY_RESPONDER;
      authentication |= type == AUTHENTICATION;
      int start = bytes.position();
      type = Byte.toUnsignedInt(bytes.get(start));
      int length = Short.toUnsignedInt(bytes.getShort(start + 2));
      if (length < GENERIC_HEADER || length > bytes.remaining()) {
        return false;
      }
      bytes.position(start + length);
    }
    return identity && authentication;
  }

  private void esp(Verdict.Count count, byte[] packet, boolean ours) {
    if (packet.length < ESP_HEADER + IV + TAG) {
      count.espWithoutKey();
      return;
    }
    byte[] key = espKeys.get(HEX.formatHex(packet, 0, 4));
    if (key == null) {
      count.espWithoutKey();
    } else if (open(key, packet, ESP_HEADER).isPresent()) {
      count.espRight(ours);
    } else {
      count.espWrong();
    }
  }

  /**
   * Decrypts and authenticates.
   *
   * @param key 32 octets of key and 4 of salt
   * @param authenticated length of the associated data, after which the IV begins
   */
  private static Optional<byte[]> open(byte[] key, byte[] packet, int authenticated) {
    byte[] nonce = ByteBuffer.allocate(12).put(key, KEY, 4).put(packet, authenticated, IV).array();
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, 0, KEY, "ChaCha20"),
          new IvParameterSpec(nonce));
      cipher.updateAAD(packet, 0, authenticated);
      int start = authenticated + IV;
      return Optional.of(cipher.doFinal(packet, start, packet.length - start));
    } catch (GeneralSecurityException notAuthentic) {
      return Optional.empty();
    }
  }

  private static String plainHex(String text) {
    return text.startsWith("0x") ? text.substring(2) : text;
  }
}
