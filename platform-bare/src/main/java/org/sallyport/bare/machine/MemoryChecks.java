// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.sallyport.bare.machine.Check.unless;

import java.util.Arrays;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.board.PinnedMemory;
import org.sallyport.bare.board.PinnedSlab;
import org.teavm.interop.Address;

/** The heap, its collector, copies of arrays, and the pinned arrays that devices use. */
@SuppressWarnings("ReferenceEquality") // the very object is meant
final class MemoryChecks {
  private static final int ROUNDS = 40;

  private MemoryChecks() {}

  /** Two ways to one array, so that the collector has something to follow. */
  private static final class Link {
    final byte[] octets;
    Link next;

    Link(byte[] octets, Link next) {
      this.octets = octets;
      this.next = next;
    }
  }

  static void addTo(SelfTest test) {
    test.add("clones end where they end", MemoryChecks::cloneEnds);
    test.add("clone of boolean[]", MemoryChecks::cloneBooleans);
    test.add("clone of byte[]", MemoryChecks::cloneBytes);
    test.add("clone of short[]", MemoryChecks::cloneShorts);
    test.add("clone of char[]", MemoryChecks::cloneChars);
    test.add("clone of int[]", MemoryChecks::cloneInts);
    test.add("clone of long[]", MemoryChecks::cloneLongs);
    test.add("clone of float[]", MemoryChecks::cloneFloats);
    test.add("clone of double[]", MemoryChecks::cloneDoubles);
    test.add("clone of objects", MemoryChecks::cloneObjects);
    test.add("clones leave their neighbours alone", MemoryChecks::neighbours);
    test.add("collections keep what lives", MemoryChecks::collections);
    PinnedMemory pinned = new PinnedMemory(8192);
    // At once: a collection would put its marks there by itself.
    boolean hasHeader = PinnedSlab.hasHeader(pinned.bytes());
    test.add("header of a pinned array", () -> pinnedHeader(pinned.bytes(), hasHeader));
    test.add("pinned memory is seen alike from both sides", () -> aliasing(pinned));
    test.add("pinned arrays survive collections in place", () -> pinnedStays(pinned));
    test.add("the clock runs", MemoryChecks::clock);
  }

  /**
   * Looks at the free memory behind the place that the next object gets: a copy that is too long
   * would carry the marker's octets there. First of all, as such a copy breaks the heap.
   */
  private static String cloneEnds() {
    byte[] original = new byte[64];
    byte[] marker = new byte[64];
    Arrays.fill(marker, (byte) 0x77);
    Address behind = Address.ofData(marker).add(64 + 12 + 64 + 64);
    for (int i = 0; i < 256; i++) {
      behind.add(i).putByte((byte) 0);
    }
    byte[] copy = original.clone();
    int spoilt = 0;
    for (int i = 0; i < 256; i++) {
      spoilt += behind.add(i).getByte();
    }
    return unless(spoilt == 0 && copy.length == 64, "it went past the end");
  }

  private static String cloneBooleans() {
    boolean[] original = new boolean[33];
    original[32] = true;
    boolean[] copy = original.clone();
    original[0] = true;
    return unless(copy.length == 33 && copy[32] && !copy[0], "a wrong copy");
  }

  private static String cloneBytes() {
    byte[] original = {1, 2, 3, -4, 5};
    byte[] copy = original.clone();
    original[0] = 9;
    return unless(Arrays.equals(copy, new byte[] {1, 2, 3, -4, 5}), Arrays.toString(copy));
  }

  private static String cloneShorts() {
    short[] original = {1, -2, 30000};
    short[] copy = original.clone();
    original[0] = 9;
    return unless(Arrays.equals(copy, new short[] {1, -2, 30000}), Arrays.toString(copy));
  }

  private static String cloneChars() {
    char[] copy = "header".toCharArray().clone();
    return unless(new String(copy).equals("header"), new String(copy));
  }

  private static String cloneInts() {
    int[] original = {1, -2, Integer.MIN_VALUE};
    int[] copy = original.clone();
    original[2] = 9;
    return unless(Arrays.equals(copy, new int[] {1, -2, Integer.MIN_VALUE}), "a wrong copy");
  }

  private static String cloneLongs() {
    long[] original = {1, -2, Long.MIN_VALUE};
    long[] copy = original.clone();
    original[2] = 9;
    return unless(Arrays.equals(copy, new long[] {1, -2, Long.MIN_VALUE}), "a wrong copy");
  }

  private static String cloneFloats() {
    float[] copy = new float[] {1.5f, -0f, Float.MAX_VALUE}.clone();
    return unless(copy[0] == 1.5f && copy[2] == Float.MAX_VALUE, "a wrong copy");
  }

  private static String cloneDoubles() {
    double[] copy = new double[] {1.5, -0d, Double.MIN_VALUE}.clone();
    return unless(copy[0] == 1.5 && copy[2] == Double.MIN_VALUE, "a wrong copy");
  }

  private static String cloneObjects() {
    Object[] original = {"one", new int[] {7}, null};
    Object[] copy = original.clone();
    original[0] = "other";
    byte[][] rows = {{1}, {2, 3}};
    byte[][] copied = rows.clone();
    rows[1] = null;
    return unless(
        copy[0].equals("one") && copy[1] == original[1] && copy[2] == null && copied[1][1] == 3,
        "a wrong copy");
  }

  /** A clone that is too long writes into what lies behind it. */
  private static String neighbours() {
    int kinds = 4;
    Object[] kept = new Object[ROUNDS * kinds * 2];
    int at = 0;
    for (int round = 0; round < ROUNDS; round++) {
      kept[at++] = filledBytes(round);
      kept[at++] = ((byte[]) kept[at - 2]).clone();
      kept[at++] = filledShorts(round);
      kept[at++] = ((short[]) kept[at - 2]).clone();
      kept[at++] = filledInts(round);
      kept[at++] = ((int[]) kept[at - 2]).clone();
      kept[at++] = filledBytes(round + 1);
      kept[at++] = ((byte[]) kept[at - 2]).clone();
      if (round % 8 == 0) {
        System.gc();
      }
    }
    for (int i = 0; i < kept.length; i += kinds * 2) {
      int round = i / (kinds * 2);
      for (int copy = 0; copy < 2; copy++) {
        boolean intact =
            Arrays.equals((byte[]) kept[i + copy], filledBytes(round))
                && Arrays.equals((short[]) kept[i + 2 + copy], filledShorts(round))
                && Arrays.equals((int[]) kept[i + 4 + copy], filledInts(round))
                && Arrays.equals((byte[]) kept[i + 6 + copy], filledBytes(round + 1));
        if (!intact) {
          return "round " + round + " was overwritten";
        }
      }
    }
    return null;
  }

  private static byte[] filledBytes(int seed) {
    byte[] array = new byte[seed * 3 % 71];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) (seed + i);
    }
    return array;
  }

  private static short[] filledShorts(int seed) {
    short[] array = new short[seed * 5 % 37];
    for (int i = 0; i < array.length; i++) {
      array[i] = (short) (seed * 257 + i);
    }
    return array;
  }

  private static int[] filledInts(int seed) {
    int[] array = new int[seed * 7 % 29];
    for (int i = 0; i < array.length; i++) {
      array[i] = seed * 65537 + i;
    }
    return array;
  }

  private static String collections() {
    Link chain = null;
    for (int i = 0; i < 20_000; i++) {
      Link link = new Link(filledBytes(i % 100), i % 3 == 0 ? chain : null);
      if (i % 3 == 0) {
        chain = link;
      }
    }
    System.gc();
    int length = 0;
    for (Link link = chain; link != null; link = link.next) {
      int seed = (19_998 - 3 * length) % 100;
      if (!Arrays.equals(link.octets, filledBytes(seed))) {
        return "link " + length + " was lost or changed";
      }
      length++;
    }
    return unless(length == 6_667, "a chain of " + length);
  }

  private static String pinnedHeader(byte[] pinned, boolean hasHeader) {
    Object asObject = pinned;
    boolean bounded = false;
    try {
      pinned[Opaque.of(8192)] = 1;
    } catch (ArrayIndexOutOfBoundsException expected) {
      bounded = true;
    }
    return unless(
        PinnedSlab.contains(pinned)
            && !PinnedSlab.contains(new byte[16])
            && hasHeader
            && pinned.length == 8192
            && asObject instanceof byte[]
            && asObject.getClass() == byte[].class
            && PinnedSlab.address(pinned) % 4096 == 0
            && bounded,
        "length " + pinned.length + " at " + Long.toHexString(PinnedSlab.address(pinned)));
  }

  /** What Java stores through the array, C and devices read at the address, and the other way. */
  private static String aliasing(PinnedMemory memory) {
    byte[] bytes = memory.bytes();
    int wrong = 0;
    for (int i = 0; i < 64; i += 4) {
      bytes[i] = (byte) i;
      bytes[i + 1] = 0x55;
      bytes[i + 3] = -1;
      wrong += memory.read32(i) == (0xFF005500 | i) ? 0 : 1;
      memory.write32(i, 0x01020304);
      wrong += bytes[i] == 4 && bytes[i + 3] == 1 ? 0 : 1;
      memory.write16(i, 0);
      bytes[i + 2] = 0;
      wrong += memory.read32(i) == 0x01000000 ? 0 : 1;
      bytes[i + 3] = 0;
    }
    memory.write64(8, -1L);
    wrong += bytes[8] == -1 && bytes[15] == -1 && bytes[16] == 0 ? 0 : 1;
    return unless(wrong == 0, wrong + " places differ");
  }

  private static String pinnedStays(PinnedMemory memory) {
    byte[] bytes = memory.bytes();
    long address = PinnedSlab.address(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    Link holder = new Link(bytes, null);
    Object[] table = {bytes, holder};
    for (int round = 0; round < 6; round++) {
      Link garbage = null;
      for (int i = 0; i < 2_000; i++) {
        garbage = new Link(new byte[i % 300], garbage);
      }
      holder.next = garbage;
      System.gc();
    }
    byte[] copy = new byte[bytes.length];
    System.arraycopy(bytes, 0, copy, 0, copy.length);
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != (byte) (i * 7)) {
        return "octet " + i + " changed";
      }
    }
    return unless(
        table[0] == bytes && holder.octets == bytes && PinnedSlab.address(bytes) == address,
        "it moved");
  }

  private static String clock() {
    long startNs = Machine.timeNs();
    long lastNs = startNs;
    for (int i = 0; i < 1_000; i++) {
      long nowNs = Machine.timeNs();
      if (nowNs < lastNs) {
        return "it went back by " + (lastNs - nowNs) + " ns";
      }
      lastNs = nowNs;
    }
    return unless(lastNs > startNs, "it stands still");
  }
}
