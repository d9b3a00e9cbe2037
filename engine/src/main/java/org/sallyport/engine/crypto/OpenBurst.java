// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Packets to be opened together; see {@link CryptoLibrary#openBurst}. */
public final class OpenBurst extends PacketBurst {
  private final @Nullable PacketOpener[] openers;
  private final boolean[] authentic;

  /** A burst of at most {@code capacity} packets. */
  public OpenBurst(int capacity) {
    super(capacity);
    openers = new @Nullable PacketOpener[capacity];
    authentic = new boolean[capacity];
  }

  /** Adds a packet and returns its index. Arguments as of {@link PacketOpener#open}. */
  public int add(PacketOpener opener, int offset, int aadLength, int textLength, int highSequence) {
    int index = add(offset, aadLength, textLength, highSequence);
    openers[index] = opener;
    authentic[index] = false;
    return index;
  }

  /** The opener of packet {@code index}. */
  public PacketOpener opener(int index) {
    PacketOpener opener = openers[index];
    if (opener == null) {
      throw new IndexOutOfBoundsException("no packet " + index);
    }
    return opener;
  }

  /** Whether packet {@code index} proved authentic and is decrypted; false before the opening. */
  public boolean isAuthentic(int index) {
    return authentic[index];
  }

  /** For libraries: records the outcome of packet {@code index}. */
  public void settle(int index, boolean isAuthentic) {
    authentic[index] = isAuthentic;
  }

  @Override
  public void clear() {
    super.clear();
    Arrays.fill(openers, null);
    Arrays.fill(authentic, false);
  }
}
