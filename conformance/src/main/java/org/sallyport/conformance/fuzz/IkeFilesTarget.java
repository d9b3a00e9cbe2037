// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.util.Arrays;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.conformance.suite.ike.IkeKeyFile;
import org.sallyport.conformance.suite.ike.IkeKeys;
import org.sallyport.conformance.suite.ike.IkeMessageFile;
import org.sallyport.conformance.suite.ike.IkeMessageReader;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.sim.command.UsageException;

/**
 * Files of {@code conform --ike-message}: the message before the first line {@code ----}, the keys
 * behind it. A wrong file is refused with words; a message ends in a report.
 */
public final class IkeFilesTarget {
  private static final CryptoLibrary LIBRARY = new BouncyCastleLibrary();
  private static final byte[] SEPARATOR = {'\n', '-', '-', '-', '-', '\n'};

  private IkeFilesTarget() {}

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    int split = separator(bytes);
    byte[] message = Arrays.copyOf(bytes, split);
    try {
      byte[] octets = IkeMessageFile.octets(new UserFile("message", message));
      String json = IkeMessageReader.read("message", octets, keys(bytes, split), LIBRARY).toJson();
      FuzzTarget.require(json.startsWith("{") && json.endsWith("}\n"), "a report is an object");
    } catch (UsageException refused) {
      FuzzTarget.require(refused.getMessage().contains("remedy: "), "a refusal has a remedy");
    }
  }

  private static IkeKeys keys(byte[] bytes, int split) {
    int start = split + SEPARATOR.length;
    if (start > bytes.length) {
      return null;
    }
    return IkeKeyFile.parse(new UserFile("keys", Arrays.copyOfRange(bytes, start, bytes.length)));
  }

  private static int separator(byte[] bytes) {
    for (int i = 0; i + SEPARATOR.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + SEPARATOR.length, SEPARATOR, 0, SEPARATOR.length)) {
        return i;
      }
    }
    return bytes.length;
  }
}
