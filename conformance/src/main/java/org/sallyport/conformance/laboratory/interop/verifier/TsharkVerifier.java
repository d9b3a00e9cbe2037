// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** Wireshark: decrypts IKEv2 and ESP with our key log and checks every integrity check value. */
final class TsharkVerifier implements WireVerifier {
  private static final String IKE_AUTH = "35";
  private static final List<String> FIELDS =
      List.of(
          "ip.src",
          "ipv6.src",
          "isakmp.exchangetype",
          "isakmp.id.data.fqdn",
          "isakmp.auth.method",
          "isakmp.enc.data",
          "isakmp.enc.decrypted",
          "esp.spi",
          "esp.icv_good",
          "esp.icv_bad",
          "_ws.expert.message");

  @Override
  public String name() {
    return "tshark";
  }

  @Override
  public Verdict verify(Path capture, Path keys, String ourAddress) throws LabException {
    Verdict.Count count = new Verdict.Count();
    String source = ourAddress.contains(":") ? "ipv6.src" : "ip.src";
    for (Map<String, String> packet : Tshark.fields(capture, keys, "isakmp || esp", FIELDS)) {
      boolean ours = Tshark.first(packet, source).equals(ourAddress);
      if (!packet.get("esp.spi").isEmpty()) {
        countEsp(count, packet, ours);
      } else if (!packet.get("isakmp.enc.data").isEmpty()) {
        countIke(count, packet, ours);
      }
    }
    return count.verdict(name());
  }

  private static void countEsp(Verdict.Count count, Map<String, String> packet, boolean ours) {
    if (isTrue(Tshark.first(packet, "esp.icv_good"))) {
      count.espRight(ours);
    } else if (isTrue(Tshark.first(packet, "esp.icv_bad"))
        || packet.get("_ws.expert.message").contains("Malformed")) {
      count.espWrong(); // what a wrong key makes of the padding may end the dissection before the
      // ICV
    } else {
      count.espWithoutKey();
    }
  }

  private static void countIke(Verdict.Count count, Map<String, String> packet, boolean ours) {
    String complaint = packet.get("_ws.expert.message");
    if (packet.get("isakmp.enc.decrypted").isEmpty()) {
      count.ikeWithoutKey();
    } else if (complaint.contains("incorrect") || complaint.contains("Malformed")) {
      count.ikeWrong();
    } else if (packet.get("isakmp.exchangetype").equals(IKE_AUTH)
        && !packet.get("isakmp.id.data.fqdn").isEmpty()
        && !packet.get("isakmp.auth.method").isEmpty()) {
      count.ikeAuth(ours);
    }
  }

  private static boolean isTrue(String value) {
    return value.equals("1") || value.equals("True");
  }
}
