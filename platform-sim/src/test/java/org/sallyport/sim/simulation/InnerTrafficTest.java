// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.InnerTraffic.Comparison;

class InnerTrafficTest {
  private final InnerTraffic traffic =
      new InnerTraffic(TwoGateways.LEFT_INNER, TwoGateways.RIGHT_INNER, 64, new SeededRandom(1));
  private final byte[] first = traffic.next();
  private final byte[] second = traffic.next();

  @Test
  void countsWhatArrivedAsSent() {
    assertEquals(new Comparison(2, 2, 0, 0), traffic.compare(List.of(second, first)));
    assertEquals(new Comparison(2, 1, 0, 0), traffic.compare(List.of(first)));
    assertEquals(92, first.length);
  }

  @Test
  void seesWhatArrivedTwice() {
    assertEquals(new Comparison(2, 1, 2, 0), traffic.compare(List.of(first, first, first)));
  }

  @Test
  void seesEveryAlteredOctetButTheTimeToLiveThatAGatewayLowers() {
    for (int i = 0; i < first.length; i++) {
      byte[] changed = first.clone();
      changed[i] ^= 1;
      assertEquals(1, traffic.compare(List.of(changed)).alteredCount(), "octet " + i);
    }
    byte[] forwarded = first.clone();
    forwarded[8]--;
    int sum = ((forwarded[10] & 0xff) << 8) + (forwarded[11] & 0xff) + 0x100; // RFC 1141
    sum = (sum & 0xffff) + (sum >> 16);
    forwarded[10] = (byte) (sum >> 8);
    forwarded[11] = (byte) sum;
    assertEquals(new Comparison(2, 1, 0, 0), traffic.compare(List.of(forwarded)));
  }

  @Test
  void callsStrangersAltered() {
    byte[] cut = Arrays.copyOf(first, 30);
    assertEquals(new Comparison(2, 0, 0, 2), traffic.compare(List.of(cut, new byte[0])));
  }
}
