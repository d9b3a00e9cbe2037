// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Generates the tables of a folder of specifications: {@code GenerateTables SPEC_FOLDER
 * OUTPUT_FOLDER PACKAGE DIAGRAM_FOLDER}.
 *
 * <p>Every module that extends {@code TransitionTable} and defines {@code Rows} is a machine.
 * Nothing is written when any of them has a problem. Output that is up to date is left alone, so
 * that an unchanged specification costs nothing.
 */
public final class GenerateTables {
  private static final String STAMP = ".tables.sha256";
  private static final Pattern PLACE = Pattern.compile("^\\w+\\.tla:(\\d+): ");

  private GenerateTables() {}

  public static void main(String[] arguments) {
    if (arguments.length != 4) {
      throw new SpecException(
          "usage: GenerateTables SPEC_FOLDER OUTPUT_FOLDER PACKAGE DIAGRAM_FOLDER");
    }
    generate(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], Path.of(arguments[3]));
  }

  /**
   * Generates the tables of all machines, and draws the state diagram of each into {@code
   * MACHINE.svg}. Either is left alone when it is up to date; a JVM without fonts draws nothing and
   * says so, since pictures are not worth a failed build.
   *
   * @return the machines, or an empty list if everything was up to date
   * @throws SpecException naming every problem of every machine
   */
  public static List<Machine> generate(
      Path specFolder, Path outputFolder, String packageName, Path diagramFolder) {
    try {
      String digest = digest(specFolder, packageName);
      boolean tablesAreOld = isOld(outputFolder, digest);
      boolean diagramsAreOld = isOld(diagramFolder, digest);
      if (!tablesAreOld && !diagramsAreOld) {
        return List.of();
      }
      List<Machine> machines = evaluate(specFolder);
      if (tablesAreOld) {
        write(
            specFolder, machines, outputFolder.resolve(packageName.replace('.', '/')), packageName);
        Files.writeString(outputFolder.resolve(STAMP), digest);
      }
      if (diagramsAreOld && hasFonts()) {
        draw(machines, diagramFolder);
        Files.writeString(diagramFolder.resolve(STAMP), digest);
      }
      return machines;
    } catch (IOException e) {
      throw new SpecException(
          "Cannot write into " + outputFolder + " or " + diagramFolder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Generates the tables alone, out of date or not; the diagrams need PlantUML, which not every
   * caller has.
   *
   * @throws SpecException naming every problem of every machine
   */
  public static void tables(Path specFolder, Path outputFolder, String packageName) {
    try {
      write(
          specFolder,
          evaluate(specFolder),
          outputFolder.resolve(packageName.replace('.', '/')),
          packageName);
    } catch (IOException e) {
      throw new SpecException("Cannot write into " + outputFolder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOld(Path folder, String digest) throws IOException {
    Path stamp = folder.resolve(STAMP);
    return !Files.isRegularFile(stamp) || !Files.readString(stamp).equals(digest);
  }

  private static void write(
      Path specFolder, List<Machine> machines, Path target, String packageName) throws IOException {
    List<DecisionModule> decisions = decisions(specFolder, machines);
    Map<String, String> shapes = shapes(specFolder, packageName);
    deleteOld(target);
    Files.createDirectories(target);
    for (Machine machine : machines) {
      writeAll(target, new TableWriter(machine, packageName).files());
    }
    List<String> decisionClasses = new ArrayList<>();
    for (DecisionModule module : decisions) {
      DecisionWriter writer = new DecisionWriter(module, packageName);
      writeAll(target, writer.files());
      decisionClasses.addAll(writer.decisionClasses());
    }
    Files.writeString(
        target.resolve("AllTables.java"),
        TableWriter.allTables(machines, decisionClasses, packageName));
    writeAll(target, shapes);
    Files.writeString(
        target.resolve("DecidedFacts.java"), DecisionWriter.describer(decisions, packageName));
    Files.writeString(target.resolve("SpecName.java"), TableWriter.specNameInterface(packageName));
  }

  private static void writeAll(Path target, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(target.resolve(file.getKey()), file.getValue());
    }
  }

  /**
   * Evaluates how the events of machines are decided, where a module says so.
   *
   * @throws SpecException naming every problem with file and line
   */
  public static List<DecisionModule> decisions(Path specFolder, List<Machine> machines) {
    List<String> problems = new ArrayList<>();
    List<DecisionModule> modules = new ArrayList<>();
    for (Machine machine : machines) {
      String name = machine.name() + DecisionModule.SUFFIX;
      if (Files.isRegularFile(specFolder.resolve(name + ".tla"))) {
        DecisionModule module = IsolatedTlc.decisions(specFolder, name);
        modules.add(module);
        problems.addAll(DecisionChecks.problems(module, machine));
      }
    }
    refuse("decisions", problems);
    return modules;
  }

  private static Map<String, String> shapes(Path specFolder, String packageName) {
    if (!Files.isRegularFile(specFolder.resolve(ShapeModule.NAME + ".tla"))) {
      return Map.of();
    }
    return new ShapeWriter(shapes(specFolder), packageName).files();
  }

  /**
   * Evaluates the shapes of messages, which {@code IkeShapes} defines.
   *
   * @throws SpecException naming every problem with file and line
   */
  public static ShapeModule shapes(Path specFolder) {
    ShapeModule module = IsolatedTlc.shapes(specFolder, ShapeModule.NAME);
    refuse("shapes", ShapeChecks.problems(module));
    return module;
  }

  /**
   * Refuses a specification that has problems.
   *
   * @param what what it cannot be used for
   * @throws SpecException naming every problem, from top to bottom of each file
   */
  private static void refuse(String what, List<String> problems) {
    if (!problems.isEmpty()) {
      List<String> sorted =
          problems.stream()
              .sorted(
                  Comparator.comparing((String problem) -> problem.split(":", 2)[0])
                      .thenComparingInt(GenerateTables::line))
              .toList();
      throw new SpecException(
          "The " + what + " cannot be generated:\n  " + String.join("\n  ", sorted));
    }
  }

  private static int line(String problem) {
    Matcher place = PLACE.matcher(problem);
    return place.find() ? Integer.parseInt(place.group(1)) : 0;
  }

  private static void draw(List<Machine> machines, Path target) throws IOException {
    deleteOld(target);
    Files.createDirectories(target);
    for (Machine machine : machines) {
      Files.writeString(target.resolve(machine.name() + ".svg"), new StateDiagram(machine).svg());
    }
  }

  /** Measures a text once: without fonts the JDK throws one thing or another, by version. */
  private static boolean hasFonts() {
    System.setProperty("java.awt.headless", "true");
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      font.getStringBounds("text", new FontRenderContext(null, true, true));
      return true;
    } catch (LinkageError | InternalError | RuntimeException missing) {
      System.err.println(
          "The state diagrams are left out, because this JVM cannot draw text ("
              + missing
              + "). On Debian: apt install fontconfig fonts-dejavu-core");
      return false;
    }
  }

  /**
   * Evaluates every machine of a folder.
   *
   * @throws SpecException naming every problem of every machine
   */
  public static List<Machine> evaluate(Path specFolder) {
    List<String> modules = machineModules(specFolder);
    if (modules.isEmpty()) {
      throw new SpecException("No state machine found in " + specFolder);
    }
    return evaluate(specFolder, modules);
  }

  /**
   * Evaluates some machines.
   *
   * @param modules the machines' names
   * @throws SpecException naming every problem of these machines
   */
  public static List<Machine> evaluate(Path specFolder, List<String> modules) {
    List<String> problems = new ArrayList<>();
    List<Machine> machines = new ArrayList<>();
    for (String module : modules) {
      Machine machine = IsolatedTlc.evaluate(specFolder, module);
      machines.add(machine);
      problems.addAll(TableChecks.problems(machine));
    }
    refuse("tables", problems);
    return machines;
  }

  /** The modules of a folder that define a transition table, by name. */
  public static List<String> machineModules(Path specFolder) {
    try {
      List<String> modules = new ArrayList<>();
      for (Path file : tlaFiles(specFolder)) {
        String text = Files.readString(file);
        if (text.contains("EXTENDS TransitionTable") && text.contains("\nRows ==")) {
          modules.add(file.getFileName().toString().replace(".tla", ""));
        }
      }
      return modules;
    } catch (IOException e) {
      throw new SpecException("Cannot read " + specFolder + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> tlaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(".tla")).sorted().toList();
    }
  }

  private static void deleteOld(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** What the output depends on: the specifications and this generator. */
  private static String digest(Path specFolder, String packageName) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    sha256.update(packageName.getBytes(StandardCharsets.UTF_8));
    for (Path file : tlaFiles(specFolder)) {
      sha256.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      sha256.update(Files.readAllBytes(file));
    }
    for (Class<?> part :
        List.of(
            GenerateTables.class,
            TableWriter.class,
            TableEvaluator.class,
            TableChecks.class,
            StateDiagram.class,
            IsolatedTlc.class,
            SourceLines.class,
            TablePlaces.class,
            DecisionReader.class,
            DecisionChecks.class,
            DecisionWriter.class,
            ShapeReader.class,
            ShapeChecks.class,
            ShapeWriter.class)) {
      try (var bytes = part.getResourceAsStream(part.getSimpleName() + ".class")) {
        if (bytes != null) {
          sha256.update(bytes.readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
