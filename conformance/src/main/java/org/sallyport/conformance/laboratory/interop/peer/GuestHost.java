// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/**
 * The kernel of a Linux guest. Its nc takes no source address: strongSwan's routes choose the right
 * one.
 */
record GuestHost(LinuxGuest guest) implements InnerHost {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern URL = Pattern.compile("http://([0-9.]+)(/.*)");
  private static final String DIGEST = "/tmp/received";

  @Override
  public Command.Outcome ping(String source, String target, int count, int payloadBytes)
      throws LabException {
    return guest.attempt(
        "ping -c " + count + " -i 0.1 -W 2 -s " + payloadBytes + " -I " + source + " " + target,
        LIMIT);
  }

  @Override
  public Receiving listen(String address, int port) throws LabException {
    guest.run(
        "rm -f "
            + DIGEST
            + "*; (nc -l -p "
            + port
            + " | sha256sum > "
            + DIGEST
            + ".part; mv "
            + DIGEST
            + ".part "
            + DIGEST
            + ") > /dev/null 2>&1 &");
    guest.run(
        "for i in 1 2 3 4 5 6 7 8 9; do grep -qi ':"
            + hex(port)
            + " .* 0A ' /proc/net/tcp /proc/net/tcp6 && exit 0; sleep 0.1; done; exit 1");
    return new Receiving() {
      @Override
      public String digest() throws LabException {
        Command.Outcome outcome =
            guest.attempt(
                "for i in $(seq 250); do [ -e "
                    + DIGEST
                    + " ] && exec cat "
                    + DIGEST
                    + "; sleep 0.1; done; exit 1",
                LIMIT);
        if (outcome.exitCode() != 0) {
          throw new LabException("the guest did not receive everything at " + address);
        }
        return firstWord(outcome.output());
      }

      @Override
      public void close() throws LabException {
        guest.run("killall nc 2> /dev/null; true");
      }
    };
  }

  @Override
  public String send(String source, String target, int port) throws LabException {
    guest.run("dd if=/dev/urandom of=/tmp/sent bs=4096 count=" + TRANSFER_BYTES / 4096);
    Command.Outcome outcome = guest.attempt("nc " + target + " " + port + " < /tmp/sent", LIMIT);
    if (outcome.exitCode() != 0) {
      throw new LabException("the guest could not send to " + target + ": " + outcome.output());
    }
    return firstWord(guest.run("sha256sum /tmp/sent"));
  }

  /** With nc, because busybox' wget, linked statically, cannot be relied upon. */
  @Override
  public String fetch(String url) throws LabException {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new LabException(url + " is no URL of an IPv4 host");
    }
    guest.run(
        ("printf 'GET %2$s HTTP/1.1\\r\\nHost: %1$s\\r\\nConnection: close\\r\\n\\r\\n'"
                + " | nc -w 10 %1$s 80 > /tmp/answer")
            .formatted(parts.group(1), parts.group(2)));
    guest.run("head -n 1 /tmp/answer | grep ' 200 '");
    String length =
        guest.run("grep -a -i -m 1 '^Content-Length:' /tmp/answer").replaceAll("\\D", "");
    return firstWord(guest.run("tail -c " + length + " /tmp/answer | sha256sum"));
  }

  private static String hex(int port) {
    return "%04x".formatted(port);
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s+", 2)[0];
  }
}
