// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.bare.run.Qemu;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** The kernel that the build has made. */
public final class BareKernel {
  private static final int PROGRAM_HEADERS = 32;
  private static final int HEADER_SIZE = 54;
  private static final int HEADER_COUNT = 56;
  private static final int LOADED = 1;
  private static final int SIZE_IN_MEMORY = 40;

  private BareKernel() {}

  /** The project's folder; tests run in that of a module. */
  public static Path home() {
    return Path.of(
        System.getProperty("sallyport.home", Files.exists(Path.of("spec")) ? "." : ".."));
  }

  /** The pages of the example site. */
  public static Path samplePages() {
    return home().resolve("platform-bare/src/main/site/pages").toAbsolutePath().normalize();
  }

  /** Where it is. */
  public static Path path() {
    return home().resolve("platform-bare/target/sallyport.elf");
  }

  /** What a boot needs of this machine and this build, and what of it is missing. */
  public static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (Qemu.PROGRAM.find().isEmpty()) {
      missing.add("qemu-system-x86_64 is not on the PATH: apt-get install qemu-system-x86");
    }
    if (!Files.exists(path())) {
      missing.add(
          "there is no kernel at "
              + path()
              + ": the build makes it (./sallyport setup for its tools)");
    }
    return missing;
  }

  /** The file's size, in octets. */
  public static long fileBytes() throws LabException {
    try {
      return Files.size(path());
    } catch (IOException unreadable) {
      throw new LabException("cannot read " + path(), unreadable);
    }
  }

  /**
   * The memory that the kernel takes when it is loaded, heap and slabs included, since it asks for
   * none later: the sum over the loaded segments (ELF-64 program headers).
   */
  public static long memoryBytes() throws LabException {
    try {
      ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(path())).order(ByteOrder.LITTLE_ENDIAN);
      boolean wide = elf.get(4) == 2;
      if (!wide) {
        return memoryBytes32(elf);
      }
      int at = (int) elf.getLong(PROGRAM_HEADERS);
      long sum = 0;
      for (int i = 0; i < elf.getShort(HEADER_COUNT); i++) {
        sum += elf.getInt(at) == LOADED ? elf.getLong(at + SIZE_IN_MEMORY) : 0;
        at += elf.getShort(HEADER_SIZE);
      }
      return sum;
    } catch (IOException unreadable) {
      throw new LabException("cannot read " + path(), unreadable);
    }
  }

  /** The same of a 32-bit ELF, which is what multiboot loaders take. */
  private static long memoryBytes32(ByteBuffer elf) {
    int at = elf.getInt(28);
    long sum = 0;
    for (int i = 0; i < elf.getShort(44); i++) {
      sum += elf.getInt(at) == LOADED ? Integer.toUnsignedLong(elf.getInt(at + 20)) : 0;
      at += elf.getShort(42);
    }
    return sum;
  }
}
