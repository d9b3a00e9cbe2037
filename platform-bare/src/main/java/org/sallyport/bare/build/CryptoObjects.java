// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.bare.run.Tool;
import org.sallyport.bare.run.ToolException;

/**
 * The native crypto library of the kernel: {@code cl/} compiled, with a substitute for what of
 * libIPSec_MB stays out. The libraries themselves are linked behind it.
 */
public final class CryptoObjects {
  private static final Tool SYMBOLS = new Tool("nm", "binutils");
  private static final Tool COMPILER = new Tool("gcc", "gcc");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final KernelLinker linker;
  private final Path sources;
  private final Path work;

  /**
   * Works on a tree of sources.
   *
   * @param sources {@code src/main/c} of this module
   */
  public CryptoObjects(KernelLinker linker, Path sources, Path work) {
    this.linker = linker;
    this.sources = sources.resolve("cl").toAbsolutePath();
    this.work = work.resolve("cl").toAbsolutePath();
  }

  /** Compiles all of it. */
  public List<Path> compile() throws IOException {
    Files.createDirectories(work);
    List<String> flags =
        List.of(
            "-DCL_SMALL",
            "-nostdinc",
            "-isystem",
            COMPILER.run(work, LIMIT, List.of("-print-file-name=include")).strip(),
            "-isystem",
            headers().toString());
    List<Path> objects = new ArrayList<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".c")).sorted().toList()) {
        objects.add(linker.compile(file, work.resolve(file.getFileName() + ".o"), flags));
      }
    }
    objects.add(linker.compile(substitute(), work.resolve("left-out.o"), List.of()));
    return objects;
  }

  /** The libraries to link behind the objects. */
  public List<Path> libraries() {
    return List.of(NativeLibraries.MULTI_BUFFER.file(), NativeLibraries.BEAR.file());
  }

  /** A directory with the libraries' headers and no other file of the host's. */
  private Path headers() throws IOException {
    Path directory = Files.createDirectories(work.resolve("headers"));
    for (String name : NativeLibraries.headerNames()) {
      Path link = directory.resolve(name);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, NativeLibraries.headers().resolve(name));
    }
    return directory;
  }

  /** Every function of the members that stay out, as one that ends the run if it is ever called. */
  private Path substitute() throws IOException {
    Pattern leftOut = leftOut();
    SortedSet<String> names = new TreeSet<>();
    String archive = NativeLibraries.MULTI_BUFFER.file().toString();
    List<String> arguments = List.of("--print-file-name", "--defined-only", "--extern-only");
    String listing =
        SYMBOLS.run(work, LIMIT, Stream.concat(arguments.stream(), Stream.of(archive)).toList());
    for (String line : listing.lines().filter(line -> line.startsWith(archive)).toList()) {
      String[] member = line.substring(archive.length() + 1).split(":", 2);
      if (member.length == 2 && leftOut.matcher(member[0]).matches()) {
        names.add(member[1].substring(member[1].lastIndexOf(' ') + 1));
      }
    }
    if (!names.remove("self_test")) {
      throw new ToolException(archive + " is not the libIPSec_MB that left-out.txt is made for");
    }
    String labels =
        names.stream()
            .map(name -> "    .global " + name + "\n" + name + ":\n")
            .collect(Collectors.joining());
    return Files.writeString(
        work.resolve("left-out.S"),
        """
            .section .text.left_out, "ax"
        %s    jmp cl_absent
            .section .note.GNU-stack, "", @progbits
        """
            .formatted(labels));
  }

  private Pattern leftOut() throws IOException {
    return Pattern.compile(
        Files.readAllLines(sources.resolve("left-out.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> Pattern.quote(line.strip()).replace("*", "\\E.*\\Q"))
            .collect(Collectors.joining("|")));
  }
}
