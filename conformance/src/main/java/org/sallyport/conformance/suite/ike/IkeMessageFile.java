// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.HexText;
import org.sallyport.conformance.suite.file.UserFile;

/**
 * One IKE message in a file: the octets themselves, or hexadecimal text with {@code #} comments.
 *
 * <p>Which of the two it is shows in the octets: text has no control characters but tab and line
 * ends, and an IKE message that is long enough for its header always has some, for its length field
 * (RFC 7296 §3.1) starts with a zero octet.
 */
public final class IkeMessageFile {
  private IkeMessageFile() {}

  /** The octets of the message; an empty file or text that is not hexadecimal is refused. */
  public static byte[] octets(UserFile file) {
    if (file.octets().length == 0) {
      throw FileProblems.single(
          file.name(), 0, "is empty", "put one IKE message in it, binary or hexadecimal");
    }
    return isText(file.octets()) ? fromHex(file) : file.octets().clone();
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
    StringBuilder digits = new StringBuilder();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).split("#", 2)[0];
      Optional<String> found = HexText.digits(line);
      if (found.isEmpty()) {
        throw FileProblems.single(
            file.name(),
            i + 1,
            "is not hexadecimal: " + shorten(line),
            "write pairs of the digits 0-9 and a-f (# starts a comment), or save the message as"
                + " binary");
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
