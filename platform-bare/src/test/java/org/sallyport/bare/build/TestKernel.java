// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.sallyport.bare.boot.BoardKernel;

/** A kernel with a main class of the tests, built as the product's is and rebuilt as seldom. */
public final class TestKernel {
  private TestKernel() {}

  /** The kernel whose Java begins in {@code mainClass}. */
  public static Path of(Class<?> mainClass) {
    BoardKernel.requireQemu();
    boolean strict = "true".equals(System.getenv("CI"));
    Assumptions.assumeTrue(
        strict || NativeLibraries.missingTools().isEmpty(),
        () -> "this machine lacks " + NativeLibraries.missingTools());
    Path target = Path.of("target", "test-kernels", mainClass.getSimpleName()).toAbsolutePath();
    List<Path> classpath = JavaToC.pathEntries(System.getProperty("java.class.path"));
    try {
      int status =
          BuildKernel.build(
              Path.of("src/main/c").toAbsolutePath(),
              target,
              classpath,
              KernelSettings.ofMain(mainClass.getName()),
              strict);
      if (status != 0) {
        throw new IllegalStateException("no kernel of " + mainClass.getName());
      }
      return target.resolve("sallyport.elf");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
