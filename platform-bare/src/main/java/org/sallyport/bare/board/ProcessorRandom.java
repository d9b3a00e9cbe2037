package org.sallyport.bare.board;

import org.sallyport.engine.crypto.EntropySource;
import org.teavm.interop.Import;

/** Random octets from the processor's own generator, RDSEED where there is one, else RDRAND. */
public final class ProcessorRandom implements EntropySource {
  private static final int WORD_OCTETS = 8;

  private final long[] word = new long[1];

  /** Whether the processor has a generator that answers and does not repeat itself. */
  public boolean works() {
    long before = 0;
    for (int i = 0; i < 64; i++) {
      if (!next() || word[0] == before || word[0] == -1 || word[0] == 0) {
        return false;
      }
      before = word[0];
    }
    word[0] = 0;
    return true;
  }

  @Override
  public void fill(byte[] target, int offset, int length) {
    int at = 0;
    while (at < length) {
      if (!next()) {
        throw new IllegalStateException("the processor's random generator has stopped");
      }
      long value = word[0];
      for (int i = 0; i < WORD_OCTETS && at < length; i++) {
        target[offset + at++] = (byte) (value >>> 8 * i);
      }
    }
    word[0] = 0;
  }

  private boolean next() {
    return seed(word) != 0 || random(word) != 0;
  }

  @Import(name = "board_seed", module = "board.h")
  private static native int seed(long[] word);

  @Import(name = "board_random", module = "board.h")
  private static native int random(long[] word);
}
