// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running capture of one interface, by tcpdump. */
public final class Capture {
  private static final Duration START = Duration.ofSeconds(8);

  private static final String NOTHING_LOST = "0 packets dropped by kernel";

  private final LabProcess tcpdump;
  private final Path file;

  private Capture(LabProcess tcpdump, Path file) {
    this.tcpdump = tcpdump;
    this.file = file;
  }

  /** Starts it and returns when it listens. */
  public static Capture start(Lab lab, Namespace namespace, String device) throws LabException {
    Path file = lab.directory().resolve("wire.pcap");
    List<String> words = new ArrayList<>(List.of("tcpdump", "-n", "-i", device, "-Z", "root"));
    // Immediate: what still waits in the kernel's block when tcpdump is stopped would be lost.
    // Every
    // frame takes a place of the snapshot length in the kernel's ring of 32 MiB: small ones hold
    // all.
    words.addAll(List.of("--immediate-mode", "-s", "2048", "-B", "32768"));
    words.addAll(List.of("-U", "-w", file.toString()));
    LabProcess process = lab.start(namespace, "tcpdump", words, Map.of());
    if (!Waiting.until(START, () -> TextFile.count(process.log(), "listening on") > 0)) {
      process.requireAlive();
      throw new LabException("tcpdump did not begin to listen on " + device);
    }
    return new Capture(process, file);
  }

  /** Ends it; the file is complete afterwards, or else it is a failure. */
  public Path stop() throws LabException {
    tcpdump.stop();
    if (TextFile.count(tcpdump.log(), NOTHING_LOST) == 0) {
      throw new LabException(
          "the capture is not complete: " + String.join(", ", TextFile.tail(tcpdump.log(), 3)));
    }
    return file;
  }
}
