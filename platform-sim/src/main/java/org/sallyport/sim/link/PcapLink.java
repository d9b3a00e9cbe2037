// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** Writes every frame that passes, in both directions, into a capture file. */
public final class PcapLink extends LinkDecorator {
  private final PcapWriter writer;
  private final LongSupplier clockNs;

  /**
   * @param writer closed together with this link
   * @param clockNs time stamps, nanoseconds since the Unix epoch
   */
  public PcapLink(FrameLink inner, PcapWriter writer, LongSupplier clockNs) {
    super(inner);
    this.writer = writer;
    this.clockNs = clockNs;
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    int length = inner.receive(target, offset, capacityBytes);
    if (length != NOTHING) {
      capture(target, offset, length);
    }
    return length;
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    boolean sent = inner.send(source, offset, lengthBytes);
    if (sent) {
      capture(source, offset, lengthBytes);
    }
    return sent;
  }

  private void capture(byte[] source, int offset, int lengthBytes) {
    try {
      writer.write(clockNs.getAsLong(), source, offset, lengthBytes);
      writer.flush();
    } catch (IOException full) {
      throw new UncheckedIOException("capture file", full);
    }
  }

  @Override
  public void close() {
    inner.close();
    try {
      writer.close();
    } catch (IOException full) {
      throw new UncheckedIOException("capture file", full);
    }
  }
}
