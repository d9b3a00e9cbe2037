// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The receive buffer against an array that simply has every octet at its place. */
final class ReceiveBufferPropertyTest {
  private static final int STREAM = 20_000;

  @Property(tries = 300)
  void piecesInAnyOrderMakeTheStream(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int gaps) {
    Random random = new Random(seed);
    byte[] stream = new byte[STREAM];
    random.nextBytes(stream);
    ReceiveBuffer buffer = new ReceiveBuffer(2048, gaps);
    byte[] read = new byte[STREAM];
    int taken = 0;
    int next = 0;
    for (int turn = 0; turn < 100_000 && taken < STREAM; turn++) {
      int window = buffer.window();
      assertEquals(2048 - (next - taken), window);
      int distance = random.nextInt(3) == 0 ? 0 : random.nextInt(window + 1);
      int most = Math.min(window - distance, STREAM - next - distance);
      if (most > 0) {
        int length = 1 + random.nextInt(Math.min(most, 600));
        if (distance == 0) {
          next += buffer.accept(stream, next, length);
        } else if (buffer.canHold(distance, length)) {
          buffer.hold(distance, stream, next + distance, length);
        }
      }
      if (random.nextBoolean()) {
        taken += buffer.take(read, taken, random.nextInt(1000));
      }
      assertEquals(next - taken, buffer.readable());
    }
    assertEquals(STREAM, taken);
    for (int i = 0; i < STREAM; i++) {
      assertEquals(stream[i], read[i]);
    }
  }
}
