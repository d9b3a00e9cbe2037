// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has TLC print every pair of a machine's {@code Step}, in a process of its own. */
final class StepPrinter {
  private static final Pattern ROW =
      Pattern.compile(
          "<<\\s*\"ROW\",\\s*\"(\\w+)\",\\s*\"(\\w+)\",\\s*\"(\\w+)\",\\s*\"(\\w+)\",\\s*<<([^<>]*)>>\\s*>>");
  private static final Pattern NAME = Pattern.compile("\"(\\w+)\"");

  private final Path specification;
  private final List<String> machines;
  private Map<String, Map<String, String>> rows = Map.of();

  StepPrinter(Path specification, List<String> machines) {
    this.specification = specification;
    this.machines = machines;
  }

  /** Next state and actions by pair; the first call runs TLC for all machines. */
  Map<String, String> rows(String machine) throws IOException, InterruptedException {
    if (rows.isEmpty()) {
      Path folder = Files.createTempDirectory("sallyport-step");
      try {
        Files.writeString(folder.resolve("PrintedStep.tla"), module());
        Files.writeString(
            folder.resolve("PrintedStep.cfg"), "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
        rows = read(runTlc(folder, specification));
      } finally {
        delete(folder);
      }
    }
    return rows.getOrDefault(machine, Map.of());
  }

  private String module() {
    StringBuilder text =
        new StringBuilder(
            """
            ---- MODULE PrintedStep ----
            EXTENDS Naturals, TLC
            VARIABLE still
            Init == still = TRUE
            Next == UNCHANGED still
            """);
    for (String machine : machines) {
      text.append(
          """
          Of%1$s == INSTANCE %1$s
          ASSUME \\A s \\in Of%1$s!States : \\A e \\in Of%1$s!Events :
                   PrintT(<<"ROW", "%1$s", s, e, Of%1$s!Step(s, e).next, Of%1$s!Step(s, e).actions>>)
          """
              .formatted(machine));
    }
    return text.append("====\n").toString();
  }

  private static Map<String, Map<String, String>> read(String output) {
    if (!output.contains("No error has been found")) {
      throw new IllegalStateException(
          "TLC did not end well: " + output.substring(Math.max(0, output.length() - 500)));
    }
    Map<String, Map<String, String>> rows = new TreeMap<>();
    Matcher row = ROW.matcher(output);
    while (row.find()) {
      List<String> actions =
          NAME.matcher(row.group(5)).results().map(found -> plain(found.group(1))).toList();
      String before =
          rows.computeIfAbsent(row.group(1), machine -> new TreeMap<>())
              .put(
                  plain(row.group(2)) + " x " + plain(row.group(3)),
                  plain(row.group(4)) + " " + actions);
      if (before != null) {
        throw new IllegalStateException("TLC printed a pair twice: " + row.group());
      }
    }
    return rows;
  }

  private static String runTlc(Path folder, Path specification)
      throws IOException, InterruptedException {
    Path log = folder.resolve("tlc.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx300m",
                "-cp",
                tlc().toString(),
                "-DTLA-Library=" + specification.toAbsolutePath(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-metadir",
                folder.resolve("states").toString(),
                "PrintedStep.tla")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.waitFor();
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  private static Path tlc() {
    try {
      return Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((left, right) -> right.compareTo(left)).forEach(StepPrinter::deleteFile);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }

  /**
   * {@code RcvInitKe} and {@code RCV_INIT_KE} are one name: letters and digits only, lower case.
   */
  static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
