// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.sim.link.FrameLink;

class HostileLinkTest {
  private static final int FRAMES = 10_000;

  @Test
  void everyFrameIsCountedOnceAsWhatItWas() {
    byte[] esp = new byte[120];
    esp[12] = 8; // IPv4
    esp[23] = 50; // ESP
    Recording recording = new Recording(esp);
    HostileLink link = new HostileLink(recording, 3);
    assertTrue(link.send(esp, 0, esp.length));
    assertEquals(0, link.counts().handedOver(), "not armed yet");
    link.arm();
    for (int i = 0; i < FRAMES; i++) {
      assertTrue(link.send(esp, 0, esp.length));
    }
    link.garbage(new byte[60]);
    assertTrue(link.send(new byte[42], 0, 42));
    HostileLink.Counts counts = link.counts();
    assertEquals(FRAMES, counts.genuine + counts.damaged + counts.lost);
    assertEquals(counts.handedOver() + 1, recording.same + recording.other);
    assertEquals(counts.genuine + counts.repeated + 1, recording.same);
    assertEquals(counts.damaged + counts.garbage + counts.control, recording.other);
    assertEquals(1, counts.garbage);
    assertEquals(1, counts.control);
    assertTrue(counts.lost > 0 && counts.damaged > 0 && counts.repeated > 0);
  }

  private static final class Recording implements FrameLink {
    private final byte[] original;
    private long same;
    private long other;

    Recording(byte[] original) {
      this.original = original;
    }

    @Override
    public boolean send(byte[] source, int offset, int lengthBytes) {
      boolean isSame = lengthBytes == original.length;
      for (int i = 0; isSame && i < lengthBytes; i++) {
        isSame = source[offset + i] == original[i];
      }
      same += isSame ? 1 : 0;
      other += isSame ? 0 : 1;
      return true;
    }

    @Override
    public int receive(byte[] target, int offset, int capacityBytes) {
      return NOTHING;
    }

    @Override
    public Layer layer() {
      return Layer.ETHERNET;
    }

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public void close() {}
  }
}
