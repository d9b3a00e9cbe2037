// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.sallyport.sim.command.Sallyport;

/**
 * Runs a simulation without faults and returns its trace. {@link EditedRowTest} loads this class
 * together with another table, so nothing of ours may cross its border but text.
 */
public final class SimulationProbe implements Supplier<String> {
  /** Made by reflection. */
  public SimulationProbe() {}

  @Override
  public String get() {
    try {
      Path trace = Files.createTempFile("trace", ".jsonl");
      try {
        Sallyport.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .execute("simulate", "--seed", "3", "--packets", "2", "--trace", trace.toString());
        return Files.readString(trace);
      } finally {
        Files.delete(trace);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
