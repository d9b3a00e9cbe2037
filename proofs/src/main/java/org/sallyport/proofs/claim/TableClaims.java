// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sallyport.proofs.Claim;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;

/**
 * The generated tables are the specification's {@code Step}, pair by pair. TLC, run as a program of
 * its own on a module that only prints, is asked for every pair once; nothing of the generator
 * takes part.
 */
public final class TableClaims {
  private static final String PACKAGE = "org.sallyport.engine.table.";

  private TableClaims() {}

  /** A claim for each machine of the folder, in alphabetical order. */
  public static List<Claim> all(Path specification) {
    List<Claim> claims = new ArrayList<>();
    List<String> machines = machines(specification);
    StepPrinter printer = new StepPrinter(specification, machines);
    for (String machine : machines) {
      claims.add(
          new Claim(
              "table-" + machine,
              "The generated table of "
                  + machine
                  + " equals Step of "
                  + machine
                  + ".tla on every pair of state and event",
              "TLC as a program",
              Verdict.PROVED,
              () -> compare(printer, machine)));
    }
    return claims;
  }

  private static List<String> machines(Path specification) {
    try (Stream<Path> files = Files.list(specification)) {
      return files
          .filter(file -> file.toString().endsWith(".tla"))
          .filter(TableClaims::definesATable)
          .map(file -> file.getFileName().toString().replace(".tla", ""))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean definesATable(Path file) {
    try {
      return Files.readString(file).lines().anyMatch(line -> line.startsWith("Table =="));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Answer compare(StepPrinter printer, String machine)
      throws IOException, InterruptedException {
    Map<String, String> specified = printer.rows(machine);
    Map<String, String> generated = generated(machine);
    if (specified.isEmpty()) {
      return Answer.refuted("TLC printed no row");
    }
    Map<String, String> all = new TreeMap<>(specified);
    all.putAll(generated);
    for (String pair : all.keySet()) {
      String left = specified.getOrDefault(pair, "no row");
      String right = generated.getOrDefault(pair, "no row");
      if (!left.equals(right)) {
        return Answer.refuted(
            pair + ": the specification says " + left + ", the table says " + right);
      }
    }
    return Answer.proved(specified.size() + " pairs");
  }

  /**
   * The rows of the engine's table, read through its public methods, names reduced as {@link
   * StepPrinter#plain} does.
   */
  private static Map<String, String> generated(String machine) {
    try {
      Class<?> table = Class.forName(PACKAGE + machine + "Table");
      int count = (int) table.getMethod("rowCount").invoke(null);
      Map<String, String> rows = new TreeMap<>();
      for (int row = 0; row < count; row++) {
        String pair = plain(table, "from", row) + " x " + plain(table, "on", row);
        rows.put(pair, plain(table, "next", row) + " " + done(machine, row));
      }
      return rows;
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("the table of " + machine + " has another shape", missing);
    }
  }

  /** The actions that the row does when it is performed, in order. */
  private static List<String> done(String machine, int row) throws ReflectiveOperationException {
    Class<?> actions = Class.forName(PACKAGE + machine + "Actions");
    List<String> done = new ArrayList<>();
    Object noting =
        Proxy.newProxyInstance(
            actions.getClassLoader(),
            new Class<?>[] {actions},
            (proxy, action, firing) -> {
              done.add(StepPrinter.plain(action.getName()));
              return null;
            });
    actions.getMethod("perform", int.class, actions, Object.class).invoke(null, row, noting, null);
    return done;
  }

  private static String plain(Class<?> table, String method, int row)
      throws ReflectiveOperationException {
    return StepPrinter.plain(table.getMethod(method, int.class).invoke(null, row).toString());
  }
}
