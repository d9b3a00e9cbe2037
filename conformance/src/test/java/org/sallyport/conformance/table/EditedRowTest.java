// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.table.GenerateTables;

/**
 * A row edited in a specification changes what the engine does, with no Java touched: the same
 * compiled engine runs once with the shipped table and once with a table generated from an edited
 * copy of {@code Hth.tla}.
 */
final class EditedRowTest {
  private static final String PACKAGE = "org.sallyport.engine.table";

  /** The operator's close tells the peer. */
  private static final String SHIPPED =
      """
        Row("both", "Established", "CloseRequested", "Deleting",
            <<"DisarmLiveness", "WithdrawChildren", "SendDeleteRequest">>,
      """;

  /** The operator's close forgets the SA without a word. */
  private static final String EDITED =
      """
        Row("both", "Established", "CloseRequested", "Closed",
            <<"DisarmLiveness", "AuditDeleted", "WithdrawChildren", "UninstallChildren">> \\o Over,
      """;

  @TempDir private Path scratch;

  @Test
  void theEngineFollowsTheEditedRow() throws Exception {
    Path shipped = specFolder();
    Path edited = edit(shipped);

    String shippedRun = run(shipped, scratch.resolve("shipped"));
    String editedRun = run(edited, scratch.resolve("edited"));

    assertTrue(didTransition(shippedRun, "CloseRequested", "Deleting"), shippedRun);
    assertTrue(shippedRun.contains("RcvDeleteIke"), "the peer is told");
    assertTrue(didTransition(editedRun, "CloseRequested", "Closed"), editedRun);
    assertFalse(editedRun.contains("RcvDeleteIke"), "the peer is not told");
    assertEquals(
        shippedRun,
        new SimulationProbe().get(),
        "the table generated here from the shipped specification is the one that was built in");
  }

  private static boolean didTransition(String trace, String event, String next) {
    return trace.contains("\"event\":\"" + event + "\",\"next\":\"" + next + "\"");
  }

  private static Path specFolder() {
    Path home = Path.of(System.getProperty("sallyport.home", ".."));
    return home.resolve("spec/src/main/tla");
  }

  private Path edit(Path shipped) throws IOException {
    Path copy = Files.createDirectories(scratch.resolve("tla"));
    try (Stream<Path> files = Files.list(shipped)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path hth = copy.resolve("Hth.tla");
    String text = Files.readString(hth);
    assertEquals(2, text.split(java.util.regex.Pattern.quote(SHIPPED), -1).length, "one such row");
    Files.writeString(hth, text.replace(SHIPPED, EDITED));
    return copy;
  }

  /** Generates and compiles the tables of a folder, then simulates with them. */
  private static String run(Path spec, Path work) throws Exception {
    Path sources = work.resolve("sources");
    Path classes = Files.createDirectories(work.resolve("classes"));
    GenerateTables.tables(spec, sources, PACKAGE);
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, result, "the generated tables compile");
    try (TablesFirst loader = new TablesFirst(classes)) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        Object probe =
            loader.loadClass(SimulationProbe.class.getName()).getConstructor().newInstance();
        return (String) ((Supplier<?>) probe).get();
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  /** Our classes anew, with the tables from another folder; everything else from the parent. */
  private static final class TablesFirst extends URLClassLoader {
    TablesFirst(Path tables) throws MalformedURLException {
      super(classPath(tables), EditedRowTest.class.getClassLoader());
    }

    private static URL[] classPath(Path tables) throws MalformedURLException {
      List<URL> urls = new ArrayList<>(List.of(tables.toUri().toURL()));
      for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.sallyport.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
