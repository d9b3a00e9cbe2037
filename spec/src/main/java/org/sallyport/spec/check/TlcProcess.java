// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JVM in which TLC runs, with one thread, so that its counts are exactly repeatable. */
final class TlcProcess implements AutoCloseable {
  private final Path scratch;
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter orders;
  private final Thread killer;
  private int runs;
  private boolean busy;

  private TlcProcess(Path scratch, Process process) {
    this.scratch = scratch;
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.killer = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  static TlcProcess start(TlcRun.Size size) throws IOException {
    Path scratch = Files.createTempDirectory("sallyport-tlc");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(size.flags());
    command.add("-Djava.io.tmpdir=" + scratch); // TLC unpacks its own modules there
    command.add("-cp");
    command.add(
        placeOf(TlcMain.class) + System.getProperty("path.separator") + placeOf(tlc2.TLC.class));
    command.add(TlcMain.class.getName());
    try {
      return new TlcProcess(scratch, new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException refused) {
      TlcRun.delete(scratch);
      throw refused;
    }
  }

  /**
   * Runs TLC to its end. Where the JVM ends before that, nothing was shown, whatever it said.
   *
   * @param progress is told each progress line of TLC
   */
  TlcOutcome run(TlcRun run, Consumer<String> progress) throws IOException {
    long startNs = System.nanoTime();
    TlcOutput told = new TlcOutput(progress);
    order(run);
    String line = output.readLine();
    while (line != null && !line.equals(TlcMain.END)) {
      told.accept(line);
      line = output.readLine();
    }
    if (line == null) {
      told.broken();
    } else {
      busy = false;
    }
    return told.outcome((System.nanoTime() - startNs) / 1e9);
  }

  /** Begins a run, whose output is to be read. */
  void order(TlcRun run) {
    busy = true;
    runs++;
    try {
      for (Object word :
          List.of(
              run.folder().toAbsolutePath(),
              run.module(),
              run.configuration().toAbsolutePath(),
              scratch.resolve("states" + runs))) {
        orders.write(word + "\n");
      }
      orders.flush();
    } catch (IOException ended) {
      // The JVM has ended: that is read next, with what it may have said.
    }
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Ends the JVM at once; what it has said can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Ends it, at once where a run was left in the middle. */
  @Override
  public void close() throws IOException {
    try {
      if (busy || Thread.currentThread().isInterrupted()) {
        kill();
      }
      orders.close();
    } catch (IOException ended) {
      // There is nobody left to be told.
    } finally {
      process.onExit().join();
      output.close();
      TlcRun.delete(scratch);
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
