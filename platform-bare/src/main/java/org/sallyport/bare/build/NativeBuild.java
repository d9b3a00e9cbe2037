// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.sallyport.bare.run.ToolException;

/** Generated C and the module's own to one ELF file. */
final class NativeBuild {
  /** Files of TeaVM's runtime whose place {@code runtime/platform.c} takes, or that need files. */
  private static final Set<String> LEFT_OUT =
      Set.of("fiber.c", "time.c", "log.c", "file.c", "date.c", "heapdump.c");

  /**
   * The runtime's variant without POSIX has this name. A call of ours that the compiler inlines
   * loses its header on the way, so every file gets all of them: a function that is not declared
   * would be taken to give 32 bits.
   */
  private static final List<String> GENERATED_FLAGS =
      List.of(
          "-D__PSP__",
          "-DTEAVM_CUSTOM_LOG=1",
          "-fcf-protection=none",
          "-include",
          "board.h",
          "-include",
          "crypto.h",
          "-include",
          "handover.h",
          "-include",
          "pinned.h",
          "-Werror=implicit-function-declaration");

  private static final int UNITS = 6;

  private final Path sources;
  private final Path work;
  private final KernelSettings settings;
  private final KernelLinker linker;

  NativeBuild(Path sources, Path work, KernelSettings settings) {
    this.sources = sources.toAbsolutePath();
    this.work = work.toAbsolutePath();
    this.settings = settings;
    this.linker = new KernelLinker(sources, work);
  }

  /** Compiles and links; how many octets of C were generated. */
  long kernel(Path generated, Path kernel) throws IOException {
    Path c = generated.toAbsolutePath();
    List<Path> units = units(c);
    List<Path> objects = new ArrayList<>();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Path>> pending = new ArrayList<>();
      for (Path unit : units) {
        Path object = work.resolve("units").resolve(unit.getFileName() + ".o");
        List<String> flags = new ArrayList<>(GENERATED_FLAGS);
        flags.addAll(List.of("-iquote", c.toString()));
        pending.add(workers.submit(() -> linker.compileGenerated(unit, object, flags)));
      }
      objects.addAll(linker.compileBoot());
      objects.addAll(own("runtime", settings.definitions()));
      objects.addAll(new CryptoObjects(linker, sources, work).compile());
      for (Future<Path> object : pending) {
        objects.add(object.get());
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ToolException refused
          ? refused
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted", interrupted);
    } finally {
      workers.shutdownNow();
    }
    linker.link(objects, NativeLibraries.files(), kernel);
    return size(c);
  }

  /**
   * Spreads the generated files over a few units that include them, so that the compiler reads
   * common headers a few times and not a thousand times, and the cores share the work.
   */
  private List<Path> units(Path generated) throws IOException {
    List<String> names =
        Files.readAllLines(generated.resolve("all.txt")).stream()
            .filter(name -> !name.isBlank() && !LEFT_OUT.contains(name))
            .toList();
    long[] sizes = new long[UNITS];
    List<StringBuilder> texts = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      texts.add(new StringBuilder());
    }
    List<String> largestFirst = new ArrayList<>(names);
    largestFirst.sort(
        Comparator.comparingLong((String name) -> -sizeOf(generated.resolve(name)))
            .thenComparing(Comparator.naturalOrder()));
    for (String name : largestFirst) {
      int least = 0;
      for (int i = 1; i < UNITS; i++) {
        least = sizes[i] < sizes[least] ? i : least;
      }
      sizes[least] += sizeOf(generated.resolve(name));
      texts.get(least).append("#include \"").append(name).append("\"\n");
    }
    List<Path> units = new ArrayList<>();
    Path directory = Files.createDirectories(work.resolve("units"));
    for (int i = 0; i < UNITS; i++) {
      units.add(Files.writeString(directory.resolve("java" + i + ".c"), texts.get(i)));
    }
    return units;
  }

  private List<Path> own(String directory, List<String> flags) throws IOException {
    Path from = sources.resolve(directory);
    List<Path> objects = new ArrayList<>();
    if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(NativeBuild::isSource).sorted().toList()) {
          Path object = work.resolve(directory).resolve(file.getFileName() + ".o");
          objects.add(linker.compile(file, object, flags));
        }
      }
    }
    return objects;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".c") || file.toString().endsWith(".S");
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".c"))
          .mapToLong(NativeBuild::sizeOf)
          .sum();
    }
  }

  private static long sizeOf(Path file) {
    return file.toFile().length();
  }
}
