// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.bare.run.Tool;
import org.sallyport.bare.run.ToolException;

/**
 * Compiles C and assembly for a machine without an operating system and links it with {@code boot/}
 * into one ELF file that QEMU's {@code -kernel} and GRUB boot.
 *
 * <p>Linked twice: the first link says where every function lies, and the table of that goes into
 * the second, behind everything that it describes.
 */
public final class KernelLinker {
  /** The stack below {@code sallyport_main}; deep Java recursion ends in its guard page. */
  public static final int STACK_BYTES = 1 << 20;

  private static final Tool COMPILER = new Tool("gcc", "gcc");
  private static final Tool LINKER = new Tool("ld", "binutils");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * What every file is compiled with. Frame pointers for back traces; no red zone because an
   * interrupt may use the stack below; wrapping arithmetic and aliasing as Java's compiler expects
   * them.
   */
  public static final List<String> FLAGS =
      List.of(
          "-std=gnu11",
          "-O2",
          "-ffreestanding",
          "-fno-pic",
          "-mcmodel=small",
          "-mno-red-zone",
          "-fno-stack-protector",
          "-fno-omit-frame-pointer",
          "-fno-asynchronous-unwind-tables",
          "-fwrapv",
          "-fno-strict-aliasing",
          "-ffunction-sections",
          "-fdata-sections");

  private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Werror");

  private final Path sources;
  private final Path work;

  /**
   * Works on a tree of sources.
   *
   * @param sources {@code src/main/c} of this module
   * @param work where objects go; made when it is not there
   */
  public KernelLinker(Path sources, Path work) {
    this.sources = sources.toAbsolutePath();
    this.work = work.toAbsolutePath();
  }

  /** Compiles all of {@code boot/}. */
  public List<Path> compileBoot() {
    Path boot = sources.resolve("boot");
    List<Path> files;
    try (Stream<Path> listing = Files.list(boot)) {
      files =
          listing
              .filter(file -> file.toString().endsWith(".c") || file.toString().endsWith(".S"))
              .sorted()
              .toList();
    } catch (IOException unreadable) {
      throw new ToolException("the sources of the board are not at " + boot, unreadable);
    }
    List<Path> objects = new ArrayList<>();
    for (Path file : files) {
      // The linker script knows the board's own objects by this directory.
      objects.add(
          compile(
              file,
              work.resolve("boot").resolve(file.getFileName() + ".o"),
              List.of("-mgeneral-regs-only", "-DBOARD_STACK_SIZE=" + STACK_BYTES)));
    }
    return objects;
  }

  /** Compiles one file of this project, warnings being errors. */
  public Path compile(Path source, Path object, List<String> moreFlags) {
    List<String> flags = new ArrayList<>(STRICT);
    flags.addAll(moreFlags);
    return compileGenerated(source, object, flags);
  }

  /** Compiles one file that a generator wrote: its warnings are its own affair. */
  public Path compileGenerated(Path source, Path object, List<String> moreFlags) {
    try {
      Files.createDirectories(object.getParent());
    } catch (IOException unwritable) {
      throw new ToolException("cannot write to " + object.getParent(), unwritable);
    }
    List<String> arguments = new ArrayList<>(FLAGS);
    arguments.addAll(List.of("-nostdinc", "-isystem", sources.resolve("include").toString()));
    arguments.addAll(List.of("-isystem", compilerHeaders()));
    arguments.addAll(moreFlags);
    arguments.addAll(List.of("-c", source.toString(), "-o", object.toString()));
    COMPILER.run(object.getParent(), LIMIT, arguments);
    return object;
  }

  /** The compiler's own headers: stddef.h and its like, which need no operating system. */
  private String compilerHeaders() {
    return COMPILER.run(work, LIMIT, List.of("-print-file-name=include")).strip();
  }

  /** Links objects and static libraries, which must define {@code sallyport_main}, to a kernel. */
  public void link(List<Path> objects, List<Path> libraries, Path kernel) {
    Path first = work.resolve("first.elf");
    linkOnce(objects, libraries, first);
    SymbolTable symbols = SymbolTable.of(first);
    List<Path> withSymbols = new ArrayList<>(objects);
    withSymbols.add(compileSymbols(symbols));
    linkOnce(withSymbols, libraries, kernel);
    if (!symbols.sameAs(SymbolTable.of(kernel))) {
      throw new ToolException("the symbol table moved functions: back traces would lie");
    }
  }

  private Path compileSymbols(SymbolTable symbols) {
    try {
      Path table = Files.write(work.resolve("symbols.bin"), symbols.encode());
      Path source =
          Files.writeString(
              work.resolve("symbols.S"),
              """
                  .section .board.symbols, "a"
                  .balign 8
                  .global board_symbols
              board_symbols:
                  .incbin "%s"
                  .section .note.GNU-stack, "", @progbits
              """
                  .formatted(table.getFileName()));
      return compile(source, work.resolve("symbols.o"), List.of("-Wa,-I" + work));
    } catch (IOException unwritable) {
      throw new ToolException("cannot write to " + work, unwritable);
    }
  }

  private void linkOnce(List<Path> objects, List<Path> libraries, Path kernel) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-nostdlib",
                "-static",
                "--gc-sections",
                "--no-warn-rwx-segments",
                "-z",
                "max-page-size=4096",
                "-z",
                "noexecstack",
                "-T",
                sources.resolve("boot/board.ld").toString(),
                "-o",
                kernel.toString()));
    objects.forEach(object -> arguments.add(object.toString()));
    if (!libraries.isEmpty()) {
      arguments.add("--start-group");
      libraries.forEach(library -> arguments.add(library.toString()));
      arguments.add("--end-group");
    }
    LINKER.run(work, LIMIT, arguments);
  }
}
