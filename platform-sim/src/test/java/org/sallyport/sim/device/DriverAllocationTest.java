// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.table.DescriptorRingState;

/**
 * Drivers allocate nothing per packet: measured on the calls of the driver alone, since the models
 * of the devices do allocate. A model that runs inside a call of the driver (a doorbell) is kept
 * from work by holding its transmit ring.
 */
class DriverAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long octets;

  /** What a part allocates beyond what the measurement does. */
  private void measured(Runnable part) {
    octets += allocated(part) - allocated(DriverAllocationTest::nothing);
  }

  private static void nothing() {}

  private static long allocated(Runnable part) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    part.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedPerPacket(NicKind kind) {
    DriverRig rig = DriverRig.started(kind);
    int[] count = new int[1];
    Runnable receive = () -> count[0] = rig.driver.receive(rig.burst);
    Runnable transmit =
        () -> {
          for (int index = 0; index < count[0]; index++) {
            rig.driver.transmit(rig.burst[index]);
          }
        };
    Runnable flush = rig.driver::flush;
    Runnable reap = rig.driver::reap;
    int turned = 0;
    while (turned < 40_000) {
      if (turned < 20_000) {
        octets = 0; // Classes load and code is compiled until here.
      }
      for (int frame = 0; frame < 20; frame++) {
        assertTrue(rig.model.arrive(rig.frame(frame, 200)));
      }
      rig.model.holdTransmit(true);
      measured(receive);
      measured(transmit);
      measured(flush);
      rig.model.holdTransmit(false);
      measured(reap);
      turned += count[0];
      rig.model.sent().clear();
    }
    // One object per packet would be 320,000; the virtual machine's own doings are below this.
    assertTrue(octets < 1_000, "allocated in 20,000 packets: " + octets);
    assertEquals(0, rig.slots(DescriptorRingState.QUEUED));
  }
}
