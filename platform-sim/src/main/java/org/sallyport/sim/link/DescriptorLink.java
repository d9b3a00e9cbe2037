// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A link over one non-blocking file descriptor where every read and write moves exactly one frame:
 * a TAP or TUN device, or a datagram socket. Allocates nothing per frame.
 */
public final class DescriptorLink implements FrameLink {
  private static final int BUFFER_BYTES = 65536;

  private final String name;
  private final Layer layer;
  private final int descriptor;
  private final Peer peer;
  private final MemorySegment receiveBuffer;
  private final MemorySegment sendBuffer;
  private final Runnable afterClose;
  private boolean closed;
  private long tooLongCount;
  private long refusedCount;

  DescriptorLink(
      String name, Layer layer, int descriptor, Peer peer, Arena arena, Runnable afterClose) {
    this.name = name;
    this.layer = layer;
    this.descriptor = descriptor;
    this.peer = peer;
    this.receiveBuffer = arena.allocate(BUFFER_BYTES);
    this.sendBuffer = arena.allocate(BUFFER_BYTES);
    this.afterClose = afterClose;
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    if (closed) {
      return NOTHING;
    }
    while (true) {
      long length =
          peer.isSocket()
              ? LinuxCalls.receive(descriptor, receiveBuffer, BUFFER_BYTES)
              : LinuxCalls.read(descriptor, receiveBuffer, BUFFER_BYTES);
      if (length < 0 && LinuxCalls.errorNumber() == LinuxCalls.EINTR) {
        continue;
      }
      if (length <= 0) {
        return NOTHING;
      }
      if (length <= capacityBytes) {
        MemorySegment.copy(receiveBuffer, ValueLayout.JAVA_BYTE, 0, target, offset, (int) length);
        return (int) length;
      }
      tooLongCount++;
    }
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    if (closed || lengthBytes > BUFFER_BYTES) {
      refusedCount++;
      return false;
    }
    MemorySegment.copy(source, offset, sendBuffer, ValueLayout.JAVA_BYTE, 0, lengthBytes);
    long written;
    do {
      written =
          peer.isSocket()
              ? LinuxCalls.sendTo(
                  descriptor, sendBuffer, lengthBytes, peer.address(), peer.lengthBytes())
              : LinuxCalls.write(descriptor, sendBuffer, lengthBytes);
    } while (written < 0 && LinuxCalls.errorNumber() == LinuxCalls.EINTR);
    if (written != lengthBytes) {
      refusedCount++;
      return false;
    }
    return true;
  }

  /** Frames dropped because they were longer than the slot offered for them. */
  public long tooLongCount() {
    return tooLongCount;
  }

  /** Frames the system did not take (peer not there yet, buffer full, interface down). */
  public long refusedCount() {
    return refusedCount;
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int descriptor() {
    return closed ? -1 : descriptor;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    LinuxCalls.close(descriptor);
    afterClose.run();
  }

  /** Where a socket sends; {@link #NONE} for a device. */
  record Peer(MemorySegment address, int lengthBytes) {
    static final Peer NONE = new Peer(MemorySegment.NULL, 0);

    boolean isSocket() {
      return lengthBytes > 0;
    }
  }
}
