// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sallyport.bare.run.ToolException;

/**
 * The functions of a linked kernel by address, and the compact table of them that the kernel's own
 * back traces read: a count, pairs of (address, distance of the name behind the pairs), names.
 *
 * <p>The layout of an ELF file and of its symbols is that of the System V ABI, 64-bit, little
 * endian.
 */
public final class SymbolTable {
  private static final int ELF_MAGIC = 0x7F454C46;
  private static final int SECTION_SYMBOLS = 2;
  private static final int SYMBOL_LENGTH = 24;
  private static final int TYPE_FUNCTION = 2;

  private final SortedMap<Long, String> functions;

  private SymbolTable(SortedMap<Long, String> functions) {
    this.functions = functions;
  }

  /** Reads the symbols of a linked, not stripped kernel. */
  public static SymbolTable of(Path kernel) {
    try {
      ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(kernel));
      if (elf.getInt(0) != ELF_MAGIC) {
        throw new ToolException(kernel + " is not an ELF file");
      }
      return new SymbolTable(functions(elf.order(ByteOrder.LITTLE_ENDIAN)));
    } catch (IOException | IndexOutOfBoundsException unreadable) {
      throw new ToolException(kernel + " is not a readable ELF file", unreadable);
    }
  }

  private static SortedMap<Long, String> functions(ByteBuffer elf) {
    SortedMap<Long, String> functions = new TreeMap<>();
    long sections = elf.getLong(40);
    int sectionLength = elf.getShort(58);
    int sectionCount = elf.getShort(60);
    for (int i = 0; i < sectionCount; i++) {
      int section = (int) sections + i * sectionLength;
      if (elf.getInt(section + 4) == SECTION_SYMBOLS) {
        int names = (int) sections + elf.getInt(section + 40) * sectionLength;
        int from = (int) elf.getLong(section + 24);
        int length = (int) elf.getLong(section + 32);
        for (int at = from; at < from + length; at += SYMBOL_LENGTH) {
          boolean defined = elf.getShort(at + 6) != 0;
          if (defined && (elf.get(at + 4) & 15) == TYPE_FUNCTION) {
            String name = name(elf, (int) elf.getLong(names + 24) + elf.getInt(at));
            functions.merge(elf.getLong(at + 8), name, SymbolTable::better);
          }
        }
      }
    }
    return functions;
  }

  /** Of two names for one address the same one every time. */
  private static String better(String one, String other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String name(ByteBuffer elf, int at) {
    int end = at;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] octets = new byte[end - at];
    elf.get(at, octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** Names by address, in the order of addresses. */
  public SortedMap<Long, String> byAddress() {
    return Collections.unmodifiableSortedMap(functions);
  }

  /** Whether another link put every function at the same place. */
  public boolean sameAs(SymbolTable other) {
    return functions.equals(other.functions);
  }

  /** The table as {@code symbols.c} reads it. */
  public byte[] encode() {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    List<Integer> places = new ArrayList<>();
    for (String name : functions.values()) {
      places.add(names.size());
      names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      names.write(0);
    }
    ByteBuffer table =
        ByteBuffer.allocate(8 + 8 * functions.size() + names.size()).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(functions.size()).putInt(0);
    int index = 0;
    for (long address : functions.keySet()) {
      table.putInt((int) address).putInt(places.get(index++));
    }
    return table.put(names.toByteArray()).array();
  }
}
