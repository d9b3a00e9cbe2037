// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Packets to be sealed together; see {@link CryptoLibrary#sealBurst}. */
public final class SealBurst extends PacketBurst {
  private final @Nullable PacketSealer[] sealers;

  /** A burst of at most {@code capacity} packets. */
  public SealBurst(int capacity) {
    super(capacity);
    sealers = new @Nullable PacketSealer[capacity];
  }

  /** Adds a packet and returns its index. Arguments as of {@link PacketSealer#seal}. */
  public int add(PacketSealer sealer, int offset, int aadLength, int textLength, int highSequence) {
    int index = add(offset, aadLength, textLength, highSequence);
    sealers[index] = sealer;
    return index;
  }

  /** The sealer of packet {@code index}. */
  public PacketSealer sealer(int index) {
    PacketSealer sealer = sealers[index];
    if (sealer == null) {
      throw new IndexOutOfBoundsException("no packet " + index);
    }
    return sealer;
  }

  @Override
  public void clear() {
    super.clear();
    Arrays.fill(sealers, null);
  }
}
