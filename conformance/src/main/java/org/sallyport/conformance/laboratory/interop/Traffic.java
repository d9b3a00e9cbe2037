// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.peer.InnerHost;
import org.sallyport.engine.config.WebPage;

/** Traffic through the SAs, made by the IP stacks of both sides. */
final class Traffic {
  private static final Pattern PING_COUNT =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) (?:packets )?received");
  private static final int USUAL_PAYLOAD_BYTES = 56;
  private static final int PORT = 5201;

  /** Whole IPv4 packets from the least to what needs four fragments. */
  private static final List<Integer> PACKET_BYTES =
      List.of(64, 65, 128, 256, 512, 1024, 1280, 1400, 1500, 2000, 4000);

  private static final int IPV4_AND_ICMP_BYTES = 28;

  private Traffic() {}

  /**
   * Pings.
   *
   * @return what came back
   * @throws LabException unless every one was answered
   */
  static String ping(InnerHost from, String source, String target, int count) throws LabException {
    return answered(from.ping(source, target, count, USUAL_PAYLOAD_BYTES), target, "");
  }

  /** One ping of every size, some in fragments; all have to be answered. */
  static String pingSizes(InnerHost from, String source, String target) throws LabException {
    List<String> sizes = new ArrayList<>();
    for (int size : PACKET_BYTES) {
      String what = size + " octets ";
      String ignored =
          answered(from.ping(source, target, 1, size - IPV4_AND_ICMP_BYTES), target, what);
      assert !ignored.isEmpty();
      sizes.add(Integer.toString(size));
    }
    return String.join(" ", sizes) + " to " + target;
  }

  private static String answered(Command.Outcome outcome, String target, String what)
      throws LabException {
    Matcher matcher = PING_COUNT.matcher(outcome.output());
    if (!matcher.find()) {
      throw new LabException("ping " + what + target + " said: " + outcome.output().strip());
    }
    String text = matcher.group(2) + "/" + matcher.group(1) + " to " + target;
    if (!matcher.group(1).equals(matcher.group(2))) {
      throw new LabException("of pings " + what + "only " + text + " answered");
    }
    return text;
  }

  /**
   * Sends 1 MiB over one TCP connection and compares the SHA-256 of both ends.
   *
   * @return how fast it was
   */
  static String transfer(InnerHost from, String source, InnerHost to, String target)
      throws LabException {
    long startNs = System.nanoTime();
    try (InnerHost.Receiving receiving = to.listen(target, PORT)) {
      String sent = from.send(source, target, PORT);
      String received = receiving.digest();
      if (!received.equals(sent)) {
        throw new LabException(
            target + " received other than was sent: SHA-256 " + received + " for " + sent);
      }
    }
    return "%s %.1f s".formatted(target, (System.nanoTime() - startNs) / 1e9);
  }

  /**
   * Fetches every page and compares its content.
   *
   * @param server beginning of the URLs
   */
  static String pages(InnerHost from, String server, List<WebPage> pages) throws LabException {
    if (pages.isEmpty()) {
      throw new LabException("there is no page");
    }
    for (WebPage page : pages) {
      if (!from.fetch(server + page.path()).equals(sha256(page.body()))) {
        throw new LabException(page.path() + " is not what the image has");
      }
    }
    return pages.size() + " pages";
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
