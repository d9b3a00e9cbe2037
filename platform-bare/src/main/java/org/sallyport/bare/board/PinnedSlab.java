// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.teavm.interop.Address;
import org.teavm.interop.Import;

/**
 * Takes arrays from the area outside the collected heap ({@code runtime/pinned.c}): they never
 * move, devices reach them at their physical address, and nothing gives them back. Never clone one,
 * lock on one or ask for its identity hash code: its header is not an ordinary one.
 */
public final class PinnedSlab {
  private static final int HEADER_BYTES = 12;
  private static final int MARKED_AND_OLD = 0xC0000000;

  private PinnedSlab() {}

  /**
   * An array of zeros whose first octet lies at a multiple of {@code alignment}.
   *
   * @param alignment a power of two
   * @throws IllegalStateException when the area is used up: sizes are compiled in
   */
  public static byte[] allocate(int length, int alignment) {
    byte[] slab = allocate(new byte[1], length, alignment);
    if (slab == null) {
      throw new IllegalStateException("no pinned memory for " + length + " octets");
    }
    return slab;
  }

  @Import(name = "pinned_allocate", module = "pinned.h")
  private static native byte[] allocate(byte[] example, int length, int alignment);

  /** The physical address of the first octet of an array of this area. */
  @Import(name = "pinned_address", module = "pinned.h")
  public static native long address(byte[] slab);

  /** Whether an array lies in the area. */
  public static boolean contains(byte[] array) {
    return containsOctets(array) != 0;
  }

  /**
   * Whether the array's header is what the collector must find: the class of an ordinary array,
   * both of its marks, and the length, right before the octets.
   */
  public static boolean hasHeader(byte[] slab) {
    Address ordinary = Address.ofData(new byte[1]);
    Address pinned = Address.fromLong(address(slab));
    return pinned.add(-HEADER_BYTES).getInt()
            == (ordinary.add(-HEADER_BYTES).getInt() | MARKED_AND_OLD)
        && pinned.add(-Integer.BYTES).getInt() == slab.length;
  }

  @Import(name = "pinned_contains", module = "pinned.h")
  private static native int containsOctets(byte[] array);
}
