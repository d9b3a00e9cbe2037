// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** Wireshark's command-line dissector: chosen fields of the packets that pass a filter. */
final class Tshark {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SEPARATOR = "|";

  private Tshark() {}

  /**
   * Dissects.
   *
   * @param profile directory with Wireshark's tables
   * @return for every packet the fields by name, empty where the packet has none
   */
  static List<Map<String, String>> fields(
      Path capture, Path profile, String filter, List<String> names) throws LabException {
    Command command =
        Command.of("tshark", "-n", "-r", capture.toString(), "-Y", filter)
            .and("-o", "esp.enable_encryption_decode:TRUE")
            .and("-o", "esp.enable_authentication_check:TRUE")
            .and("-T", "fields", "-E", "separator=" + SEPARATOR, "-E", "occurrence=a");
    for (String name : names) {
      command = command.and("-e", name);
    }
    String output = command.with("WIRESHARK_CONFIG_DIR", profile).within(LIMIT).runOrThrow();
    List<Map<String, String>> packets = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] values = line.split("\\" + SEPARATOR, -1);
      if (values.length == names.size()) {
        Map<String, String> packet = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
          packet.put(names.get(i), values[i]);
        }
        packets.add(packet);
      }
    }
    return packets;
  }

  /** The first of the values of a field, the one of the outermost header. */
  static String first(Map<String, String> packet, String name) {
    String all = packet.getOrDefault(name, "");
    int comma = all.indexOf(',');
    return comma < 0 ? all : all.substring(0, comma);
  }
}
