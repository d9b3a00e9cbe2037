// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.Arrays;
import java.util.Random;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.LinkDecorator;

/**
 * A link that, once armed, does to ESP packets what an attacker on the wire can do: takes some
 * away, damages some, sends some twice, and adds garbage. It counts everything that it hands over.
 */
final class HostileLink extends LinkDecorator {
  private static final int ESP_START = EthernetHeader.LENGTH + 20;
  private static final int ESP_HEADER_BYTES = 8;
  private static final int LOST_PERCENT = 5;
  private static final int DAMAGED_PERCENT = 10;
  private static final int REPEATED_PERCENT = 10;

  private final Random random;
  private Counts counts = new Counts();
  private boolean isArmed;

  HostileLink(FrameLink inner, long seed) {
    super(inner);
    this.random = new Random(seed);
  }

  /** What was handed over to the machine since the link was armed, and what was not. */
  static final class Counts {
    long genuine;
    long lost;
    long damaged;
    long repeated;
    long garbage;
    long control;
    long refused;

    /** All that the machine's interface must have seen. */
    long handedOver() {
      return genuine + damaged + repeated + garbage + control;
    }

    /** All that the machine must have refused. */
    long hostile() {
      return damaged + repeated + garbage;
    }
  }

  /** From now on it is hostile, and counts from zero. */
  void arm() {
    counts = new Counts();
    isArmed = true;
  }

  Counts counts() {
    return counts;
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    if (!isArmed) {
      return inner.send(source, offset, lengthBytes);
    }
    if (!isEsp(source, offset, lengthBytes)) {
      return counted(() -> counts.control++, source, offset, lengthBytes);
    }
    int fate = random.nextInt(100);
    if (fate < LOST_PERCENT) {
      counts.lost++;
      return true;
    }
    if (fate < LOST_PERCENT + DAMAGED_PERCENT) {
      byte[] damaged = Arrays.copyOfRange(source, offset, offset + lengthBytes);
      int first = ESP_START + ESP_HEADER_BYTES;
      damaged[first + random.nextInt(lengthBytes - first)] ^= (byte) (1 << random.nextInt(8));
      return counted(() -> counts.damaged++, damaged, 0, lengthBytes);
    }
    boolean sent = counted(() -> counts.genuine++, source, offset, lengthBytes);
    if (sent && fate < LOST_PERCENT + DAMAGED_PERCENT + REPEATED_PERCENT) {
      return counted(() -> counts.repeated++, source, offset, lengthBytes);
    }
    return sent;
  }

  /** Sends a frame that no machine should act upon. */
  void garbage(byte[] frame) {
    boolean ignored = counted(() -> counts.garbage++, frame, 0, frame.length);
    assert ignored || counts.refused > 0;
  }

  private boolean counted(Runnable count, byte[] source, int offset, int lengthBytes) {
    if (inner.send(source, offset, lengthBytes)) {
      count.run();
      return true;
    }
    counts.refused++;
    return false;
  }

  private static boolean isEsp(byte[] frame, int offset, int lengthBytes) {
    return lengthBytes > ESP_START + ESP_HEADER_BYTES
        && Octets.u16(frame, offset + 12) == EtherType.IPV4
        && Octets.u8(frame, offset + EthernetHeader.LENGTH + 9) == IpProtocol.ESP;
  }
}
