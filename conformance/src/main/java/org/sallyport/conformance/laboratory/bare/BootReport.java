// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.sim.trace.sequence.SequenceText;

/** Boot runs and measurements as text and as JSON. */
public final class BootReport {
  private static final double SECOND_NS = 1e9;
  private static final double MEBIBYTE = 1 << 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BootReport() {}

  /** A step in one line. */
  public static String line(BootStep step) {
    return String.format(
        Locale.ROOT,
        "%7.2f s  %-6s  %-32s  %s",
        step.atNs() / SECOND_NS,
        step.isPassed() ? "ok" : "FAILED",
        step.name(),
        step.detail());
  }

  /** What is printed behind the steps. */
  public static String text(BootResult result, boolean showsSequence) {
    StringBuilder text = new StringBuilder();
    if (showsSequence && !result.handshake().isEmpty()) {
      text.append("\nThe handshake, times since QEMU was started:\n\n");
      text.append(SequenceText.draw(result.hosts(), result.handshake())).append('\n');
    }
    long passed = result.steps().stream().filter(BootStep::isPassed).count();
    text.append(passed).append(" of ").append(result.steps().size()).append(" steps passed\n");
    return text.toString();
  }

  /** A run as one object. */
  public static String json(Nic nic, BootResult result) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("nic", nic.toString());
    root.put("pass", result.isPassed());
    ArrayNode steps = root.putArray("steps");
    for (BootStep step : result.steps()) {
      ObjectNode one = steps.addObject();
      one.put("name", step.name());
      one.put("pass", step.isPassed());
      one.put("at_ms", Math.round(step.atNs() / 1e6));
      one.put("observed", step.detail());
    }
    return root.toPrettyString() + "\n";
  }

  /** Measurements side by side. */
  public static String text(List<BootStatistics> all) {
    StringBuilder text = new StringBuilder();
    row(text, "", all.stream().map(BootStatistics::title).toList());
    row(text, "loaded at boot", all.stream().map(one -> mebibytes(one.imageBytes())).toList());
    row(
        text,
        "first frame",
        all.stream().map(one -> seconds(one.firstPing().firstFrameNs())).toList());
    row(
        text,
        "SAs established",
        all.stream().map(one -> seconds(one.firstPing().establishedNs())).toList());
    row(
        text,
        "first ping through ESP",
        all.stream().map(one -> seconds(one.firstPing().firstPingNs())).toList());
    row(
        text,
        "memory in use then",
        all.stream().map(one -> mebibytes(one.firstPing().usedBytes())).toList());
    row(
        text,
        "least memory that does",
        all.stream().map(one -> one.leastMemoryMib() + " MiB").toList());
    for (BootStatistics one : all) {
      text.append(one.title()).append(": ").append(one.imageText()).append('\n');
    }
    text.append("One QEMU with software emulation, -cpu max, one processor, ")
        .append(BootStatistics.MEMORY_MIB)
        .append(
            " MiB; times from the start of its process, the quickest of three boots."
                + " In use: of ours all that it was loaded into, heap and slabs included; of Linux"
                + " MemTotal less MemAvailable.\n");
    return text.toString();
  }

  private static void row(StringBuilder text, String name, List<String> cells) {
    text.append(String.format(Locale.ROOT, "%-24s", name));
    for (String cell : cells) {
      text.append(String.format(Locale.ROOT, "%22s", cell));
    }
    text.append('\n');
  }

  private static String seconds(long ns) {
    return String.format(Locale.ROOT, "%.2f s", ns / SECOND_NS);
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
  }

  /** Measurements as an array. */
  public static String json(List<BootStatistics> all) {
    ArrayNode root = MAPPER.createArrayNode();
    for (BootStatistics one : all) {
      ObjectNode node = root.addObject();
      node.put("title", one.title());
      node.put("image_bytes", one.imageBytes());
      node.put("image", one.imageText());
      node.put("first_frame_ms", Math.round(one.firstPing().firstFrameNs() / 1e6));
      node.put("established_ms", Math.round(one.firstPing().establishedNs() / 1e6));
      node.put("first_ping_ms", Math.round(one.firstPing().firstPingNs() / 1e6));
      node.put("used_bytes", one.firstPing().usedBytes());
      node.put("least_memory_mib", one.leastMemoryMib());
    }
    return root.toPrettyString() + "\n";
  }
}
