// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sallyport.spec.check.TlcRun;
import org.sallyport.spec.table.SpecException;

/**
 * Lets TLC validate a trace of firings: per machine, the module {@code Trace<Machine>.tla} accepts
 * it exactly if every firing starts in the state in which its instance is and ends where the
 * machine's table says.
 */
public final class TraceValidator {
  private static final String RUN = "TraceRun";

  private final Path specFolder;

  /**
   * @param specFolder the folder with the specifications
   */
  public TraceValidator(Path specFolder) {
    this.specFolder = specFolder.toAbsolutePath();
  }

  /**
   * Validates a trace.
   *
   * @param trace firings of any machines, in the order in which they were fired
   * @throws SpecException if TLC cannot run
   */
  public TraceVerdict validate(List<Firing> trace) {
    Map<String, List<Integer>> places = new TreeMap<>();
    for (int i = 0; i < trace.size(); i++) {
      places.computeIfAbsent(trace.get(i).machine(), machine -> new ArrayList<>()).add(i);
    }
    // Each machine is a JVM of its own.
    return places.entrySet().parallelStream()
        .map(machine -> validate(machine.getKey(), machine.getValue(), trace))
        .reduce(TraceVerdict.ACCEPTED, TraceValidator::earlier);
  }

  private static TraceVerdict earlier(TraceVerdict one, TraceVerdict other) {
    if (one.accepted() || other.accepted()) {
      return one.accepted() ? other : one;
    }
    return one.index() <= other.index() ? one : other;
  }

  private TraceVerdict validate(String machine, List<Integer> places, List<Firing> trace) {
    if (!machine.matches("[A-Za-z]+")
        || !Files.isRegularFile(specFolder.resolve("Trace" + machine + ".tla"))) {
      return rejected(trace, places.get(0), "there is no machine " + machine);
    }
    for (int place : places) {
      Firing firing = trace.get(place);
      for (String name : List.of(firing.state(), firing.event(), firing.next())) {
        if (!name.matches("[A-Za-z0-9]+")) {
          return rejected(trace, place, "\"" + name + "\" is no name");
        }
      }
      if (!firing.facts().matches("([A-Za-z0-9]+( [A-Za-z0-9]+=[A-Za-z0-9]+)*)?")) {
        return rejected(trace, place, "\"" + firing.facts() + "\" are no facts");
      }
    }
    try {
      Path scratch = Files.createTempDirectory("sallyport-trace");
      try {
        return run(machine, places, trace, scratch);
      } finally {
        TlcRun.delete(scratch);
      }
    } catch (IOException e) {
      throw new SpecException("Cannot write the trace for TLC: " + e.getMessage(), e);
    }
  }

  private TraceVerdict run(String machine, List<Integer> places, List<Firing> trace, Path scratch)
      throws IOException {
    try (Stream<Path> files = Files.list(specFolder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".tla")).toList()) {
        Files.copy(file, scratch.resolve(file.getFileName()));
      }
    }
    Files.writeString(scratch.resolve(RUN + ".tla"), module(machine, places, trace));
    Path configuration = scratch.resolve(RUN + ".cfg");
    Files.writeString(
        configuration,
        "SPECIFICATION Spec\nCONSTANT Trace <- Recorded\nINVARIANTS TypeOk Accepts\n");
    TlcRun.Validation validation =
        new TlcRun(scratch, RUN, configuration, TlcRun.Size.SHORT).validate();
    if (validation.holds()) {
      return TraceVerdict.ACCEPTED;
    }
    if (validation.rejectedAt() < 1) {
      throw new SpecException(
          "TLC cannot validate the trace of " + machine + ": " + validation.reason());
    }
    return rejected(trace, places.get(validation.rejectedAt() - 1), validation.reason());
  }

  /** The trace as a TLA+ module. */
  private static String module(String machine, List<Integer> places, List<Firing> trace) {
    StringBuilder out =
        new StringBuilder(
            "---- MODULE " + RUN + " ----\nEXTENDS Trace" + machine + "\nRecorded == <<\n");
    Map<Long, Integer> instances = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Firing firing = trace.get(places.get(i));
      // TLC's numbers have 31 bits and an SPI has 32, so instances are counted instead.
      instances.putIfAbsent(firing.id(), instances.size());
      out.append("  <<")
          .append(instances.get(firing.id()))
          .append(", \"")
          .append(firing.state())
          .append("\", \"");
      out.append(firing.event()).append("\", \"").append(firing.next()).append("\", ");
      facts(out, firing.facts());
      out.append(">>");
      out.append(i + 1 < places.size() ? ",\n" : "\n");
    }
    return out.append(">>\n====\n").toString();
  }

  // The decision, and a sequence of names with what TLC's ToString makes of the values.
  private static void facts(StringBuilder out, String facts) {
    String[] words = facts.split(" ");
    out.append('"').append(words[0]).append("\", <<");
    for (int i = 1; i < words.length; i++) {
      String[] fact = words[i].split("=");
      boolean isBoolean = fact[1].equals("TRUE") || fact[1].equals("FALSE");
      out.append(i > 1 ? ", " : "").append("<<\"").append(fact[0]).append("\", \"");
      out.append(isBoolean ? fact[1] : "\\\"" + fact[1] + "\\\"").append("\">>");
    }
    out.append(">>");
  }

  private static TraceVerdict rejected(List<Firing> trace, int index, String reason) {
    return new TraceVerdict(
        false, index, "firing " + (index + 1) + ", " + trace.get(index) + ": " + reason);
  }
}
