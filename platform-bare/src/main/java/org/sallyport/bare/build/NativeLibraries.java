// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.bare.run.Tool;
import org.sallyport.bare.run.ToolException;

/** The static libraries and tools of the host that a kernel is made with. */
enum NativeLibraries {
  /** Intel's multi-buffer crypto: bulk ciphers of ESP. */
  MULTI_BUFFER("libIPSec_MB.a", "intel-ipsec-mb.h", "libipsec-mb-dev"),
  /** BearSSL: constant-time public-key arithmetic. */
  BEAR("libbearssl.a", "bearssl", "libbearssl-dev");

  private static final Tool COMPILER = new Tool("gcc", "gcc");
  private static final Tool LINKER = new Tool("ld", "binutils");
  private static final Path HEADERS = Path.of("/usr/include");

  private final String archive;
  private final String header;
  private final String debianPackage;

  NativeLibraries(String archive, String header, String debianPackage) {
    this.archive = archive;
    this.header = header;
    this.debianPackage = debianPackage;
  }

  /** Where the compiler finds the archive. */
  private Optional<Path> find() {
    // gcc repeats the bare name when it does not know the file.
    Path file =
        Path.of(
            COMPILER
                .run(Path.of("."), Duration.ofSeconds(30), List.of("-print-file-name=" + archive))
                .strip());
    return file.isAbsolute() && Files.isReadable(HEADERS.resolve(header))
        ? Optional.of(file)
        : Optional.empty();
  }

  /** The archive; only after {@link #missingTools} was empty. */
  Path file() {
    return find()
        .orElseThrow(() ->
            new ToolException(archive + " is missing\n  remedy: apt-get install " + debianPackage));
  }

  /** The archives, all of which are there when {@link #missingTools} is empty. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (NativeLibraries library : values()) {
      library.find().ifPresent(files::add);
    }
    return files;
  }

  /**
   * The headers of the libraries, a file or a directory of files, which are all of the host's that
   * C may include.
   */
  static List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (NativeLibraries library : values()) {
      names.add(library.header);
    }
    return names;
  }

  static Path headers() {
    return HEADERS;
  }

  /** One line for each tool or library that the host lacks. */
  static List<String> missingTools() {
    List<String> lines = new ArrayList<>();
    for (Tool tool : List.of(COMPILER, LINKER)) {
      if (tool.find().isEmpty()) {
        lines.add(tool.name() + " (Debian package " + tool.debianPackage() + ")");
      }
    }
    if (lines.isEmpty()) {
      for (NativeLibraries library : values()) {
        if (library.find().isEmpty()) {
          lines.add(library.archive + " (Debian package " + library.debianPackage + ")");
        }
      }
    }
    return lines;
  }
}
