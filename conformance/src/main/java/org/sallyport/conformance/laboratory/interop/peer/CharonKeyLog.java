// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;
import org.sallyport.conformance.laboratory.interop.verifier.KeyTables;

/**
 * The keys that strongSwan's charon logs at level 4 of {@code ike} and {@code chd}, for its latest
 * IKE SA and every Child SA. What a foreign implementation calls a key is the independent witness
 * for what ours writes into its key log.
 */
final class CharonKeyLog {
  private static final Pattern LINE = Pattern.compile("\\d+\\[\\w+\\] (.*)");
  private static final Pattern DUMP = Pattern.compile("(.+) => \\d+ bytes @ .*");
  private static final Pattern OCTETS = Pattern.compile("\\s*\\d+: ((?:[0-9A-F]{2} ?)+).*");
  private static final Pattern SELECTED = Pattern.compile("selected proposal: (IKE|ESP):(\\S+)");
  private static final Pattern CHILD =
      Pattern.compile("\\s*SPI 0x([0-9a-f]+), src (\\S+) dst (\\S+)");

  private final Map<String, StringBuilder> dumps = new HashMap<>();
  private final Map<String, String> proposals = new HashMap<>();
  private final List<KeyTables.EspSa> espSas = new ArrayList<>();
  private boolean initiator;
  private boolean nextIsInbound = true;

  private CharonKeyLog() {}

  /** Reads all there is so far. */
  static CharonKeyLog read(Path log) {
    CharonKeyLog reader = new CharonKeyLog();
    StringBuilder open = null;
    for (String line : TextFile.read(log).lines().toList()) {
      Matcher content = LINE.matcher(line);
      if (!content.matches()) {
        continue;
      }
      String text = content.group(1);
      Matcher octets = OCTETS.matcher(text);
      if (open != null && octets.matches()) {
        open.append(octets.group(1).replace(" ", ""));
        continue;
      }
      open = reader.statement(text);
    }
    return reader;
  }

  /** Takes a line; what it returns collects the octets that follow. */
  private StringBuilder statement(String text) {
    Matcher dump = DUMP.matcher(text);
    if (dump.matches()) {
      StringBuilder fresh = new StringBuilder();
      dumps.put(dump.group(1).strip(), fresh);
      return fresh;
    }
    Matcher selected = SELECTED.matcher(text);
    if (selected.find()) {
      proposals.put(selected.group(1), selected.group(2));
    }
    if (text.startsWith("initiating IKE_SA")) {
      initiator = true;
    } else if (text.contains("is initiating an IKE_SA")) {
      initiator = false;
    }
    Matcher child = CHILD.matcher(text);
    if (child.matches()) {
      // charon logs the inbound SA first; inbound packets are under the other side's key.
      String owner = initiator == nextIsInbound ? "responder" : "initiator";
      nextIsInbound = !nextIsInbound;
      espSas.add(
          new KeyTables.EspSa(
              proposals.getOrDefault("ESP", ""),
              child.group(2),
              child.group(3),
              child.group(1),
              dumped("encryption " + owner + " key"),
              dumped("integrity " + owner + " key")));
    }
    return null;
  }

  private String dumped(String name) {
    StringBuilder octets = dumps.get(name);
    return octets == null ? "" : octets.toString().toLowerCase(Locale.ROOT);
  }

  /** Adds Wireshark's tables, the IKE SA being the one of these SPIs (hex). */
  void write(Path directory, String initiatorSpi, String responderSpi) throws LabException {
    KeyTables.IkeSa ike =
        new KeyTables.IkeSa(
            proposals.getOrDefault("IKE", ""),
            initiatorSpi,
            responderSpi,
            dumped("Sk_ei secret"),
            dumped("Sk_er secret"),
            dumped("Sk_ai secret"),
            dumped("Sk_ar secret"));
    KeyTables.write(directory, List.of(ike), espSas);
  }
}
