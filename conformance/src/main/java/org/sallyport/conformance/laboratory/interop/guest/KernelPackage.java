// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** An unpacked Debian kernel package: the image, and the modules that can be loaded into it. */
public final class KernelPackage {
  private static final String MODULE_SUFFIX = ".ko";
  private static final String DEPENDS = "\0depends=";

  private final Path image;
  private final Map<String, Path> modules;
  private final Set<String> builtIn;

  private KernelPackage(Path image, Map<String, Path> modules, Set<String> builtIn) {
    this.image = image;
    this.modules = modules;
    this.builtIn = builtIn;
  }

  /** Where {@code sallyport setup} unpacks it. */
  public static Path standardPlace() {
    Path home = Path.of(System.getProperty("sallyport.home", "."));
    Path place = home.resolve(".sallyport/linux");
    // Tests run in the folder of their module.
    Path found = Files.exists(place) ? place : Path.of("..").resolve(".sallyport/linux");
    return found.toAbsolutePath().normalize();
  }

  /** What is missing of it, in words; empty when it is there. */
  public static List<String> missing() {
    Path place = standardPlace();
    return Files.exists(place.resolve("ready")) && Files.exists(busybox())
        ? List.of()
        : List.of("the Linux guest's kernel is not in " + place + ": sallyport setup fetches it");
  }

  /** The statically linked shell and tools beside it. */
  static Path busybox() {
    return standardPlace().resolve("bin/busybox");
  }

  /** Reads what is there. */
  public static KernelPackage open() throws LabException {
    Path place = standardPlace();
    try (Stream<Path> boot = Files.list(place.resolve("boot"));
        Stream<Path> files = Files.walk(place.resolve("lib/modules"))) {
      Path image =
          boot.filter(file -> name(file).startsWith("vmlinuz-"))
              .findFirst()
              .orElseThrow(() -> new LabException("no kernel image in " + place));
      Map<String, Path> modules = new LinkedHashMap<>();
      Set<String> builtIn = new TreeSet<>();
      for (Path file : files.sorted().toList()) {
        if (name(file).endsWith(MODULE_SUFFIX)) {
          modules.put(moduleName(name(file)), file);
        } else if (name(file).equals("modules.builtin")) {
          builtIn.addAll(
              Files.readAllLines(file).stream()
                  .map(line -> moduleName(line.substring(line.lastIndexOf('/') + 1)))
                  .collect(Collectors.toSet()));
        }
      }
      return new KernelPackage(image, modules, builtIn);
    } catch (IOException unreadable) {
      throw new LabException("cannot read the kernel package in " + place, unreadable);
    }
  }

  /** The kernel to boot. */
  public Path image() {
    return image;
  }

  /**
   * The files of these modules and of all that they depend upon, in the order in which they can be
   * loaded.
   */
  List<Path> withDependencies(List<String> wanted) throws LabException {
    List<Path> order = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (String module : wanted) {
      visit(module, seen, order);
    }
    return order;
  }

  private void visit(String module, Set<String> seen, List<Path> order) throws LabException {
    if (builtIn.contains(module) || !seen.add(module)) {
      return;
    }
    Path file = modules.get(module);
    if (file == null) {
      throw new LabException("the kernel package has no module " + module);
    }
    for (String needed : dependencies(file)) {
      visit(needed, seen, order);
    }
    order.add(file);
  }

  /** What the module's own description says, in its section {@code .modinfo}. */
  private static List<String> dependencies(Path file) throws LabException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new LabException("cannot read " + file, unreadable);
    }
    int at = text.indexOf(DEPENDS);
    if (at < 0) {
      throw new LabException(file + " does not say what it depends upon");
    }
    int start = at + DEPENDS.length();
    return Stream.of(text.substring(start, text.indexOf('\0', start)).split(","))
        .filter(name -> !name.isEmpty())
        .map(KernelPackage::moduleName)
        .toList();
  }

  private static String moduleName(String fileName) {
    return fileName.replace(MODULE_SUFFIX, "").replace('-', '_');
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
