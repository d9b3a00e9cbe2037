// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * An archive in the form that a Linux kernel unpacks at start: cpio "newc" (the kernel's
 * Documentation, driver-api/early-userspace/buffer-format). Folders above an entry are made with
 * it.
 */
final class CpioArchive {
  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int LINK = 0120777;
  private static final int ALIGNMENT_BYTES = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
  private final Set<String> names = new LinkedHashSet<>();
  private int nextInode = 1;

  /** Adds a file that everybody may read and run; the same path a second time is left out. */
  void file(String path, byte[] content) {
    add(path, PROGRAM, content);
  }

  /** Adds a symbolic link. */
  void link(String path, String target) {
    add(path, LINK, target.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a folder with those above it. */
  void folder(String path) {
    add(path, FOLDER, new byte[0]);
  }

  /** Whether there is an entry of this path. */
  boolean contains(String path) {
    return names.contains(relative(path));
  }

  /** The finished archive. */
  byte[] finish() {
    entry("TRAILER!!!", 0, new byte[0]);
    return bytes.toByteArray();
  }

  private void add(String path, int mode, byte[] content) {
    String name = relative(path);
    int slash = name.lastIndexOf('/');
    if (slash > 0 && !names.contains(name.substring(0, slash))) {
      folder(name.substring(0, slash));
    }
    if (names.add(name)) {
      entry(name, mode, content);
    }
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private void entry(String name, int mode, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int[] fields = {
      nextInode++, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, nameBytes.length + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format(Locale.ROOT, "%08X", field));
    }
    bytes.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(nameBytes);
    bytes.write(0);
    align();
    bytes.writeBytes(content);
    align();
  }

  private void align() {
    while (bytes.size() % ALIGNMENT_BYTES != 0) {
      bytes.write(0);
    }
  }
}
