package org.sallyport.conformance.bare;

import java.util.concurrent.locks.LockSupport;
import org.sallyport.sim.link.FrameLink;

/**
 * Waits, for a bounded time, until the other end has room: a socket's queue is ten datagrams short,
 * and a frame that this side gives up would be a loss that no wire has caused.
 */
final class PatientLink implements FrameLink {
  private static final long PAUSE_NS = 20_000;
  private static final long LIMIT_NS = 2_000_000_000; // QEMU may wait for a processor

  private final FrameLink inner;

  PatientLink(FrameLink inner) {
    this.inner = inner;
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    return inner.receive(target, offset, capacityBytes);
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    long startNs = System.nanoTime();
    while (!inner.send(source, offset, lengthBytes)) {
      if (System.nanoTime() - startNs > LIMIT_NS) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }

  @Override
  public Layer layer() {
    return inner.layer();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int descriptor() {
    return inner.descriptor();
  }

  @Override
  public void close() {
    inner.close();
  }
}
