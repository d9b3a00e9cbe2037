// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.vectors.VectorCase;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.ParsedPayloads;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * The seeds of openiked's parser fuzzing. A sample holds one payload or several in a row: each is
 * checked alone, as the last of its chain.
 */
final class PayloadSamples implements ConformanceSuite {
  private static final String FILE = "ike-payload-samples-openiked.txt";

  private static final Map<String, PayloadType> TYPES =
      Map.ofEntries(
          Map.entry("saxform_pld", PayloadType.SECURITY_ASSOCIATION),
          Map.entry("sa_pld", PayloadType.SECURITY_ASSOCIATION),
          Map.entry("ke_pld", PayloadType.KEY_EXCHANGE),
          Map.entry("nonce_pld", PayloadType.NONCE),
          Map.entry("notify_pld", PayloadType.NOTIFY),
          Map.entry("id_pld", PayloadType.IDENTIFICATION_INITIATOR),
          Map.entry("cert_pld", PayloadType.CERTIFICATE),
          Map.entry("certreq_pld", PayloadType.CERTIFICATE_REQUEST),
          Map.entry("auth_pld", PayloadType.AUTHENTICATION),
          Map.entry("delete_pld", PayloadType.DELETE),
          Map.entry("vendor_pld", PayloadType.VENDOR_ID),
          Map.entry("ts_pld", PayloadType.TRAFFIC_SELECTORS_INITIATOR),
          Map.entry("sk_pld", PayloadType.ENCRYPTED),
          Map.entry("skf_1of1_pld", PayloadType.ENCRYPTED_FRAGMENT),
          Map.entry("cp_pld", PayloadType.CONFIGURATION),
          Map.entry("eap_pld", PayloadType.EAP));

  /** Samples of several payloads, and those whose octets contradict themselves. */
  private static final Map<String, String> OUTCOMES =
      Map.of(
          "notify_pld", "N N",
          // The first deletes an IKE SA by an SPI of 8 octets; it has none (RFC 7296 section 3.11).
          "delete_pld", "MALFORMED_PAYLOAD D",
          "cp_pld", "CP CP CP CP CP",
          // The second EAP message announces 5 octets in a body of 8.
          "eap_pld", "EAP MALFORMED_PAYLOAD EAP EAP",
          // The sample is 8 octets longer than its payload.
          "cert_pld", "CERT BAD_PAYLOAD_LENGTH",
          // An encrypted payload never stands in a chain that was inside one.
          "sk_pld", "UNEXPECTED_PAYLOAD",
          "skf_1of1_pld", "UNEXPECTED_PAYLOAD");

  @Override
  public String name() {
    return "ike-payload-samples";
  }

  @Override
  public String origin() {
    return FILE + ": seeds of openiked's parser fuzzing; by RFC 7296 section 3";
  }

  @Override
  public void run(Sink sink) {
    for (VectorCase vector : VectorFile.resource(FILE).cases()) {
      String name = vector.name();
      PayloadType type = TYPES.get(name);
      if (type != null) {
        String expected = OUTCOMES.getOrDefault(name, type.notation());
        IkeSampleSuites.compare(this, sink, name, expected, observed(type, vector.hex("bytes")));
      } else if (name.equals("valid_packet")) {
        IkeSampleSuites.compare(
            this, sink, name, "NONE", IkeSampleSuites.refusal(vector.hex("bytes")));
      }
    }
  }

  private static String observed(PayloadType type, byte[] bytes) {
    List<String> outcomes = new ArrayList<>();
    int offset = 0;
    while (offset < bytes.length) {
      int announced = bytes.length - offset < 4 ? 4 : Octets.u16(bytes, offset + 2);
      int length = Math.min(Math.max(4, announced), bytes.length - offset);
      bytes[offset] = 0;
      outcomes.add(outcome(IkeParser.parseChain(type.number(), bytes, offset, length)));
      offset += length;
    }
    return String.join(" ", outcomes);
  }

  private static String outcome(ParsedPayloads parsed) {
    return switch (parsed) {
      case Refusal refusal -> refusal.reason().name();
      case PayloadList list -> list.all().getFirst().type().notation();
    };
  }
}
