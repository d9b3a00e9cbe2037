// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.wire.ike.IkeHeaderFields;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeMessageWriter;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadTree;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.sim.crypto.CryptoLibraries;

/**
 * Whole messages of real exchanges: each is parsed; each that is not encrypted is written again
 * from its values octet for octet; each whose keys are known is opened with every crypto library.
 */
final class KnownExchanges implements ConformanceSuite {
  private static final String FILE = "ikev2-exchanges-known-keys.txt";
  private static final String CHACHA_FILE = "rfc7634-chacha20poly1305.txt";
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};

  @Override
  public String name() {
    return "ike-known-exchanges";
  }

  @Override
  public String origin() {
    return FILE + ": Android, RUB, free5gc, Wireshark; " + CHACHA_FILE + ": RFC 7634 appendix B";
  }

  @Override
  public void run(Sink sink) {
    for (VectorCase vector : VectorFile.resource(FILE).cases()) {
      for (String key : vector.keys()) {
        if (isMessage(key)) {
          IkeSampleSuites.compare(
              this,
              sink,
              vector.name() + " " + key,
              "accepted, same octets written",
              writtenAgain(vector.hex(key)));
        }
      }
    }
    for (CryptoLibrary library : CryptoLibraries.available()) {
      android(sink, library);
      free5gc(sink, library);
      rfc7634(sink, library);
    }
  }

  private static boolean isMessage(String key) {
    return key.startsWith("ike_sa_init_request")
        || key.endsWith("_ike_message")
        || key.equals("ike_auth_request")
        || key.equals("ike_auth_request_eap");
  }

  private static String writtenAgain(byte[] bytes) {
    return switch (IkeParser.parseMessage(bytes, 0, bytes.length)) {
      case Refusal refusal -> refusal.message();
      case IkeMessage message ->
          message.payloads().encrypted() != null || Arrays.equals(bytes, written(message, bytes))
              ? "accepted, same octets written"
              : "accepted, other octets written: " + HEX.formatHex(written(message, bytes));
    };
  }

  private static byte[] written(IkeMessage message, byte[] bytes) {
    byte[] slot = new byte[bytes.length];
    IkeHeaderFields header = message.header();
    IkeMessageWriter writer = new IkeMessageWriter().begin(slot, 0, slot.length);
    writer.header(
        header.initiatorSpi(),
        header.responderSpi(),
        header.exchangeType(),
        header.fromInitiator(),
        header.response(),
        header.messageId());
    int length = writer.payloads(message.payloads()).finish();
    return length == slot.length ? slot : NOTHING;
  }

  private void android(Sink sink, CryptoLibrary library) {
    VectorCase vector = block(FILE, "android ike_sa_init + ike_auth");
    byte[] inner = vector.hex("ike_auth_request_inner_payloads");
    IkeKeys keys = cbcSha1(vector);
    byte[] message = vector.hex("ike_auth_request");
    opened(
        sink,
        library.name() + ": android ike_auth_request opened",
        tree(
            IkeParser.parseChain(
                PayloadType.IDENTIFICATION_INITIATOR.number(), inner, 0, inner.length)),
        IkeMessageReader.read(FILE, message, keys, library));
    forged(sink, library, "android ike_auth_request", message, keys);
  }

  private void free5gc(Sink sink, CryptoLibrary library) {
    VectorCase vector = block(FILE, "free5gc ike_auth eap (message id 3)");
    IkeKeys keys = cbcSha1(vector);
    byte[] message = vector.hex("ike_auth_request_eap");
    opened(
        sink,
        library.name() + ": free5gc ike_auth opened",
        "EAP message=023b0027fe0028af00000003020000000"
            + "0157e00572d10f507362e322de368579365d2862b50ed",
        IkeMessageReader.read(FILE, message, keys, library));
    byte[] zeroed = message.clone();
    Arrays.fill(zeroed, zeroed.length - 4, zeroed.length, (byte) 0);
    refused(sink, library.name() + ": free5gc ike_auth with ICV zeroed", zeroed, keys, library);
    forged(sink, library, "free5gc ike_auth", message, keys);
  }

  private void rfc7634(Sink sink, CryptoLibrary library) {
    VectorCase vector = block(CHACHA_FILE, "appendix B ikev2");
    byte[] key = Arrays.copyOf(vector.hex("key"), 36);
    System.arraycopy(vector.hex("salt"), 0, key, 32, 4);
    IkeKeys.Direction direction = new IkeKeys.Direction(key, NOTHING);
    IkeKeys keys =
        new IkeKeys(
            new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE),
            direction,
            direction);
    byte[] message = vector.hex("ike_message");
    opened(
        sink,
        library.name() + ": RFC 7634 appendix B opened",
        "N type=SET_WINDOW_SIZE typeNumber=16385 protocol=0 data=0000000a",
        IkeMessageReader.read(CHACHA_FILE, message, keys, library));
    forged(sink, library, "RFC 7634 appendix B", message, keys);
  }

  private void opened(Sink sink, String name, String expected, IkeMessageReport report) {
    String observed =
        report.accepted()
            ? tree(report.message().children().getLast())
            : report.refusal().message();
    IkeSampleSuites.compare(this, sink, name, expected, observed);
  }

  /** One bit of any octet behind the header turned: never opened. */
  private void forged(Sink sink, CryptoLibrary library, String name, byte[] message, IkeKeys keys) {
    int accepted = 0;
    for (int i = 32; i < message.length; i++) {
      byte[] forged = message.clone();
      forged[i] ^= 1;
      accepted += IkeMessageReader.read(FILE, forged, keys, library).accepted() ? 1 : 0;
    }
    IkeSampleSuites.compare(
        this,
        sink,
        library.name() + ": " + name + " with each octet forged",
        "0 accepted",
        accepted + " accepted");
  }

  private void refused(
      Sink sink, String name, byte[] message, IkeKeys keys, CryptoLibrary library) {
    IkeMessageReport report = IkeMessageReader.read(FILE, message, keys, library);
    IkeSampleSuites.compare(
        this,
        sink,
        name,
        "NOT_AUTHENTIC",
        report.accepted() ? "accepted" : report.refusal().reason().name());
  }

  private static IkeKeys cbcSha1(VectorCase vector) {
    byte[] key = vector.hex("sk_ei");
    return new IkeKeys(
        new CipherSuite(
            EncryptionAlgorithm.AES_CBC, 8 * key.length, IntegrityAlgorithm.HMAC_SHA1_96),
        new IkeKeys.Direction(key, vector.hex("sk_ai")),
        new IkeKeys.Direction(vector.hex("sk_er"), vector.hex("sk_ar")));
  }

  private static VectorCase block(String file, String name) {
    return VectorFile.resource(file).cases().stream()
        .filter(vector -> vector.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String tree(ParsedPayloads parsed) {
    return switch (parsed) {
      case Refusal refusal -> refusal.message();
      case PayloadList payloads ->
          tree(new PayloadTree("", List.of(), PayloadTree.children(payloads)));
    };
  }

  /** What stands inside, on one line. */
  private static String tree(PayloadTree parent) {
    StringBuilder text = new StringBuilder();
    parent.children().forEach(child -> text.append(child.toText()));
    return String.join("; ", text.toString().strip().split("\\s*\\n\\s*"));
  }
}
