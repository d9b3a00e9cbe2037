// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.Octets;

/**
 * The octets of a recorded run: {@value #MAGIC_TEXT}, then entries of {@value #HEADER_LENGTH}
 * octets each (code, 3 zero octets, time in nanoseconds, length) with their octets behind. All
 * numbers are big-endian.
 */
public final class RunLog {
  /** Octets in front of the content of an entry. */
  static final int HEADER_LENGTH = 16;

  private static final String MAGIC_TEXT = "SPRUN001";
  private static final int CODE = 0;
  private static final int TIME_NS = 4;
  private static final int LENGTH = 12;

  private byte[] octets = new byte[1 << 16];
  private int end;

  /** A log without entries. */
  public RunLog() {
    for (int i = 0; i < MAGIC_TEXT.length(); i++) {
      octets[end++] = (byte) MAGIC_TEXT.charAt(i);
    }
  }

  /** Appends an entry. */
  public void append(RunEntry entry, long timeNs, byte[] bytes, int offset, int length) {
    if (length > octets.length - end - HEADER_LENGTH) {
      int needed = Math.addExact(end, HEADER_LENGTH + length);
      octets = Arrays.copyOf(octets, Math.max(needed, Math.multiplyExact(2, octets.length)));
    }
    Arrays.fill(octets, end, end + HEADER_LENGTH, (byte) 0);
    Octets.put8(octets, end + CODE, entry.code());
    Octets.put64(octets, end + TIME_NS, timeNs);
    Octets.put32(octets, end + LENGTH, length);
    System.arraycopy(bytes, offset, octets, end + HEADER_LENGTH, length);
    end += HEADER_LENGTH + length;
  }

  /** Everything that was appended, to be kept or read again. */
  public byte[] toArray() {
    return Arrays.copyOf(octets, end);
  }

  /** Reads a log from its first entry on; null when the octets are not a log at all. */
  public static @Nullable Reader read(byte[] octets) {
    if (octets.length < MAGIC_TEXT.length()) {
      return null;
    }
    for (int i = 0; i < MAGIC_TEXT.length(); i++) {
      if (octets[i] != MAGIC_TEXT.charAt(i)) {
        return null;
      }
    }
    return new Reader(octets, MAGIC_TEXT.length());
  }

  /** Stands on an entry of a log, or behind the last one. */
  public static final class Reader {
    private final byte[] octets;
    private int position;
    private int index;
    private @Nullable RunEntry entry;

    private Reader(byte[] octets, int position) {
      this.octets = octets;
      this.position = position;
      look();
    }

    /** The entry; null behind the last one, and where the log is damaged. */
    public @Nullable RunEntry entry() {
      return entry;
    }

    /** Whether there is something that is no entry. */
    public boolean isDamaged() {
      return entry == null && position < octets.length;
    }

    /** How many entries lie before. */
    public int index() {
      return index;
    }

    /** When it happened. */
    public long timeNs() {
      return Octets.i64(octets, position + TIME_NS);
    }

    /** The array that the content lies in. */
    public byte[] bytes() {
      return octets;
    }

    /** Where the content starts. */
    public int offset() {
      return position + HEADER_LENGTH;
    }

    /** Octets of the content. */
    public int length() {
      return (int) Octets.u32(octets, position + LENGTH);
    }

    /** A copy of the content. */
    public byte[] content() {
      return Arrays.copyOfRange(octets, offset(), offset() + length());
    }

    /** Whether the content is this. */
    public boolean holds(byte[] bytes, int start, int count) {
      if (count != length()) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (octets[offset() + i] != bytes[start + i]) {
          return false;
        }
      }
      return true;
    }

    /** Steps to the next entry; not to be called where there is none. */
    public void next() {
      position = offset() + length();
      index++;
      look();
    }

    private void look() {
      boolean hasHeader = octets.length - position >= HEADER_LENGTH;
      boolean isWhole =
          hasHeader
              && Octets.u32(octets, position + LENGTH) <= octets.length - position - HEADER_LENGTH;
      entry = isWhole ? RunEntry.of(Octets.u8(octets, position + CODE)) : null;
    }
  }
}
