// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.concurrent.locks.LockSupport;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.LinkDecorator;

/**
 * Waits, for a bounded time, until the other end has room: a socket's queue is ten datagrams short,
 * and a frame that this side gives up would be a loss that no wire has caused.
 */
final class PatientLink extends LinkDecorator {
  private static final long PAUSE_NS = 20_000;
  private static final long LIMIT_NS = 2_000_000_000; // QEMU may wait for a processor

  PatientLink(FrameLink inner) {
    super(inner);
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
}
