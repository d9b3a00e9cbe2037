// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.bare.run.ToolException;

/**
 * Builds {@code sallyport.elf} from compiled Java and the C of this module. Bound to Maven's {@code
 * process-classes}; does nothing when no input has changed since the last kernel.
 *
 * <p>Where a tool of the host is missing there is no kernel, which is said, and the Maven build
 * goes on; under {@code CI=true} it fails.
 */
public final class BuildKernel {
  private static final String MAIN_CLASS = "org.sallyport.bare.machine.Main";

  private BuildKernel() {}

  /**
   * Builds.
   *
   * @param arguments the module's directory and its target directory
   */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments[0]).toAbsolutePath();
    Path target = Path.of(arguments[1]).toAbsolutePath();
    List<Path> classpath = JavaToC.pathEntries(System.getProperty("java.class.path"));
    boolean strict = "true".equals(System.getenv("CI"));
    System.exit(
        build(
            module.resolve("src/main/c"),
            target,
            classpath,
            KernelSettings.ofMain(MAIN_CLASS),
            strict));
  }

  /** Builds a kernel; the process's exit status. */
  static int build(
      Path sources, Path target, List<Path> classpath, KernelSettings settings, boolean strict)
      throws IOException {
    Path kernel = target.resolve("sallyport.elf");
    Path work = Files.createDirectories(target.resolve("kernel"));
    List<String> missing = NativeLibraries.missingTools();
    if (!missing.isEmpty()) {
      Files.deleteIfExists(kernel);
      System.err.println("sallyport.elf is not built, because the host lacks:");
      missing.forEach(line -> System.err.println("  " + line));
      return strict ? 1 : 0;
    }
    InputDigest digest = InputDigest.of(sources, classpath, settings);
    Path stamp = work.resolve("inputs.sha256");
    if (Files.exists(kernel) && digest.isAt(stamp)) {
      return 0;
    }
    Files.deleteIfExists(kernel);
    Files.deleteIfExists(stamp);
    try {
      return compile(sources, work, kernel, classpath, settings) && digest.writeTo(stamp) ? 0 : 1;
    } catch (ToolException refused) {
      System.err.println("sallyport.elf is not built: " + refused.getMessage());
      return 1;
    }
  }

  private static boolean compile(
      Path sources, Path work, Path kernel, List<Path> classpath, KernelSettings settings)
      throws IOException {
    long startNs = System.nanoTime();
    Path generated = work.resolve("java");
    List<SubsetOffence> offences = new JavaToC(classpath, settings).compile(generated);
    if (!offences.isEmpty()) {
      System.err.println(
          "sallyport.elf is not built: the Java uses what does not exist on bare hardware");
      offences.forEach(offence -> System.err.println("  " + offence));
      return false;
    }
    long translatedNs = System.nanoTime();
    NativeBuild build = new NativeBuild(sources, work, settings);
    long generatedBytes = build.kernel(generated, kernel);
    System.out.printf(
        "sallyport.elf: %d KiB from %.1f MB of generated C (Java to C %.0f s, C to ELF %.0f s)%n",
        Files.size(kernel) >> 10,
        generatedBytes / 1e6,
        (translatedNs - startNs) / 1e9,
        (System.nanoTime() - translatedNs) / 1e9);
    return true;
  }
}
