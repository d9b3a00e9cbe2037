// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.recording;

import java.util.Arrays;
import org.sallyport.engine.crypto.EntropySource;

/**
 * Draws again what a recorded engine drew, call by call. In the log the draws of a call stand
 * between its outputs, in the order in which they were made.
 */
final class RecordedEntropy implements EntropySource {
  private final RunLog.Reader recorded;
  private int missing;

  RecordedEntropy(RunLog.Reader recorded) {
    this.recorded = recorded;
  }

  /** How often more was wanted than was drawn, or in other pieces: a count was given. */
  int missing() {
    return missing;
  }

  @Override
  public void fill(byte[] target, int offset, int length) {
    RunEntry entry = recorded.entry();
    while (entry != null && !entry.isCall() && entry != RunEntry.ENTROPY) {
      recorded.next();
      entry = recorded.entry();
    }
    if (entry != RunEntry.ENTROPY || recorded.length() != length) {
      missing++;
      Arrays.fill(target, offset, offset + length, (byte) missing);
      return;
    }
    System.arraycopy(recorded.bytes(), recorded.offset(), target, offset, length);
    recorded.next();
  }
}
