// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.HexDump;
import org.sallyport.conformance.suite.file.HexText;
import org.sallyport.conformance.suite.file.UserFile;

/**
 * One IKE message in a file: the octets themselves, or hexadecimal text with {@code #} comments,
 * plain or as a dump with offsets.
 *
 * <p>Which of the two it is shows in the octets: text has no control characters but tab and line
 * ends, and an IKE message that is long enough for its header always has some, for its length field
 * (RFC 7296 §3.1) starts with a zero octet.
 */
public final class IkeMessageFile {
  private static final Set<String> CAPTURES =
      Set.of("a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "0a0d0d0a");

  private IkeMessageFile() {}

  /** The octets of the message; an empty file or text that is not hexadecimal is refused. */
  public static byte[] octets(UserFile file) {
    if (file.octets().length == 0) {
      throw FileProblems.single(
          file.name(), 0, "is empty", "put one IKE message in it, binary or hexadecimal");
    }
    if (isText(file.octets())) {
      return fromHex(file);
    }
    if (isCapture(file.octets())) {
      throw FileProblems.single(
          file.name(),
          0,
          "is a capture (pcap), not an IKE message",
          "take one message out of it, as hexadecimal text: tshark -r "
              + file.name()
              + " -Y isakmp -T fields -e udp.payload | head -n 1");
    }
    return file.octets().clone();
  }

  /** By the first four octets of pcap, in both orders of octets and of either unit, and pcapng. */
  private static boolean isCapture(byte[] octets) {
    return octets.length >= Integer.BYTES
        && CAPTURES.contains(HexFormat.of().formatHex(octets, 0, Integer.BYTES));
  }

  private static boolean isText(byte[] octets) {
    for (byte octet : octets) {
      boolean control = octet >= 0 && octet < 0x20 || octet == 0x7f;
      if (control && octet != '\t' && octet != '\n' && octet != '\r') {
        return false;
      }
    }
    return true;
  }

  /** An octet may be broken across lines. */
  private static byte[] fromHex(UserFile file) {
    List<String> lines = file.lines().stream().map(line -> line.split("#", 2)[0]).toList();
    Optional<String> dump = HexDump.digits(lines);
    if (dump.isPresent()) {
      return HexFormat.of().parseHex(dump.orElseThrow());
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Optional<String> found = HexText.digits(line);
      if (found.isEmpty()) {
        throw FileProblems.single(
            file.name(),
            i + 1,
            "is not hexadecimal: " + shorten(line),
            "write pairs of the digits 0-9 and a-f (# starts a comment), a dump whose lines begin"
                + " with offsets from 0, or save the message as binary");
      }
      digits.append(found.get());
    }
    if (digits.isEmpty() || digits.length() % 2 != 0) {
      throw FileProblems.single(
          file.name(),
          0,
          digits.isEmpty()
              ? "holds no octets"
              : "has " + digits.length() + " hexadecimal digits, the last octet is half",
          "put one whole IKE message in it");
    }
    return HexFormat.of().parseHex(digits);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
