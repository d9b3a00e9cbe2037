// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.spec.table.SpecException;

/** A JVM in which TLC runs, with one thread, so that its counts are exactly repeatable. */
final class TlcProcess implements AutoCloseable {
  private final Path scratch;
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter orders;
  private final Thread killer;
  private int runs;

  private TlcProcess(Path scratch, Process process) {
    this.scratch = scratch;
    this.process = process;
    this.output = process.inputReader();
    this.orders = process.outputWriter();
    this.killer = new Thread(process::destroyForcibly);
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
    return new TlcProcess(scratch, new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /**
   * Runs TLC to its end.
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
    return told.outcome((System.nanoTime() - startNs) / 1e9);
  }

  private void order(TlcRun run) {
    runs++;
    try {
      orders.write(
          String.join(
              TlcMain.SEPARATOR,
              run.folder().toAbsolutePath().toString(),
              run.module(),
              run.configuration().toAbsolutePath().toString(),
              scratch.resolve("states" + runs).toString()));
      orders.newLine();
      orders.flush();
    } catch (IOException ended) {
      // What it said before it ended is read next, and tells more.
    }
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  @Override
  public void close() throws IOException {
    try {
      orders.close();
      int ignored = process.waitFor();
      assert ignored >= 0;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SpecException("Interrupted while TLC ran", e);
    } finally {
      Runtime.getRuntime().removeShutdownHook(killer);
      output.close();
      TlcRun.delete(scratch);
    }
  }
}
