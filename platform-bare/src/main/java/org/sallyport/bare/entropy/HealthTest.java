// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

/**
 * The two continuous health tests of NIST SP 800-90B §4.4 over octets, and the repetition count
 * over words besides. They find a source that broke, not one that was made weak: a stuck or
 * strongly biased one, or one that gives the same word again.
 *
 * <p>Cut-offs are for {@value #CLAIMED_BITS} bits of min-entropy per octet, half of what the
 * hardware claims, and a false alarm in 2^30 tests:
 *
 * <ul>
 *   <li>repetition count (§4.4.1): C = 1 + ceil(30 / H), so 9 equal octets one after the other, or
 *       2 equal words, whose H is 32;
 *   <li>adaptive proportion (§4.4.2), 512 samples in a window: C = 1 + the number that a binomial
 *       variable of 512 trials with probability 2^-H exceeds in one of 2^30 cases. The test of this
 *       class computes it anew.
 * </ul>
 */
public final class HealthTest {
  /** Claimed min-entropy of an octet, in bits. */
  static final int CLAIMED_BITS = 4;

  /** Samples in a window of the adaptive proportion test, for alphabets of more than two. */
  static final int WINDOW = 512;

  static final int OCTET_REPETITIONS = 9;
  static final int WORD_REPETITIONS = 2;
  static final int PROPORTION = 71;

  /** What is wrong with a source. */
  public enum Failure {
    /** It gave nothing, or stopped giving. */
    ABSENT,
    /** It gave one value again and again (§4.4.1). */
    STUCK,
    /** It gave one value far too often (§4.4.2). */
    BIASED
  }

  private long lastWord;
  private int equalWords;
  private int lastOctet = -1;
  private int equalOctets;
  private int windowOctet;
  private int inWindow;
  private int seenInWindow;
  private boolean stuck;
  private boolean biased;

  /** Takes one more word. */
  public void take(long word) {
    equalWords = equalWords > 0 && word == lastWord ? equalWords + 1 : 1;
    lastWord = word;
    stuck |= equalWords >= WORD_REPETITIONS;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      takeOctet((int) (word >>> shift) & 0xff);
    }
  }

  private void takeOctet(int octet) {
    equalOctets = octet == lastOctet ? equalOctets + 1 : 1;
    lastOctet = octet;
    stuck |= equalOctets >= OCTET_REPETITIONS;
    if (inWindow == 0) {
      windowOctet = octet;
      seenInWindow = 1;
    } else if (octet == windowOctet) {
      seenInWindow++;
      biased |= seenInWindow >= PROPORTION;
    }
    inWindow = (inWindow + 1) % WINDOW;
  }

  /** Whether a test has ever failed. */
  public boolean isFailed() {
    return stuck || biased;
  }

  /** What failed first in importance; only after {@link #isFailed}. */
  public Failure failure() {
    return stuck ? Failure.STUCK : Failure.BIASED;
  }
}
