// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.entropy.HealthTest.Failure;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.HmacDrbg;
import org.sallyport.engine.crypto.Prf;

/**
 * The engine's entropy on bare hardware: HMAC_DRBG with SHA-256 (NIST SP 800-90A), seeded and
 * reseeded from every noise source that passes its health tests (SP 800-90B §4). All healthy
 * sources go into every seed, so one that is worse than it looks does no harm beside a good one.
 *
 * <p>With RDSEED or virtio-rng every request is answered after fresh entropy went in, which is
 * prediction resistance (SP 800-90A §8.8); RDRAND, of which a seed takes thousands of words, is
 * asked less often ({@link NoiseSource#reseedInterval}).
 *
 * <p>A source that fails while in use is asked no more. When none is left, what the engine is
 * drawing at that moment still comes from the generator, whose state was well seeded; {@link
 * #failure} then says so and the machine stops negotiating.
 */
public final class HardwareEntropy implements EntropySource {
  /**
   * Words that are tested and thrown away at the start: 4096 octets, §4.3 asks for 1024 samples.
   */
  static final int START_UP_WORDS = 512;

  private static final int NONCE_WORDS = 4;

  /** What came of the search for entropy. */
  public sealed interface Start {
    /** One line for each source that was looked at. */
    List<String> report();
  }

  /**
   * There is entropy.
   *
   * @param entropy what the engine draws from
   */
  public record Ready(HardwareEntropy entropy, List<String> report) implements Start {}

  /** There is none: the machine must not negotiate keys. */
  public record Refused(List<String> report) implements Start {}

  private static final class Tested {
    private final NoiseSource source;
    private final HealthTest health = new HealthTest();
    private final long[] word = new long[1];

    Tested(NoiseSource source) {
      this.source = source;
    }

    /** Fills the octets, or says what is wrong; what was filled then is of no use. */
    @Nullable Failure draw(byte[] octets) {
      for (int at = 0; at < octets.length; at += Long.BYTES) {
        if (!source.next(word)) {
          return Failure.ABSENT;
        }
        health.take(word[0]);
        for (int i = 0; i < Long.BYTES; i++) {
          octets[at + i] = (byte) (word[0] >>> (Byte.SIZE * i));
        }
      }
      word[0] = 0;
      return health.isFailed() ? health.failure() : null;
    }
  }

  private final List<Tested> healthy;
  private final List<String> failed = new ArrayList<>();
  private final HmacDrbg generator;
  private int requestsLeft;

  private HardwareEntropy(List<Tested> healthy, Prf prf) {
    this.healthy = healthy;
    byte[] entropy = seed(false);
    byte[] nonce = seed(true);
    generator = new HmacDrbg(prf, entropy, nonce, "Sallyport".getBytes(StandardCharsets.US_ASCII));
    Arrays.fill(entropy, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
    requestsLeft = interval();
  }

  /**
   * Tests the sources and starts the generator on those that are healthy.
   *
   * @param prf HMAC with SHA-256
   */
  public static Start start(Prf prf, List<? extends NoiseSource> sources) {
    List<Tested> healthy = new ArrayList<>();
    List<String> report = new ArrayList<>();
    for (NoiseSource source : sources) {
      Tested tested = new Tested(source);
      @Nullable Failure failure = tested.draw(new byte[START_UP_WORDS * Long.BYTES]);
      if (failure == null) {
        healthy.add(tested);
      }
      report.add("entropy: " + source.name() + ' ' + (failure == null ? "healthy" : told(failure)));
    }
    if (!healthy.isEmpty()) {
      HardwareEntropy entropy = new HardwareEntropy(healthy, prf);
      if (entropy.failure() == null) {
        return new Ready(entropy, List.copyOf(report));
      }
      report.addAll(entropy.failed);
    }
    report.add("entropy: no healthy source, so no key is negotiated on this machine");
    return new Refused(List.copyOf(report));
  }

  private static String told(Failure failure) {
    return switch (failure) {
      case ABSENT -> "gives nothing";
      case STUCK -> "is stuck (SP 800-90B 4.4.1)";
      case BIASED -> "is biased (SP 800-90B 4.4.2)";
    };
  }

  @Override
  public void fill(byte[] target, int offset, int length) {
    if (--requestsLeft < 0 && !healthy.isEmpty()) {
      byte[] entropy = seed(false);
      generator.reseed(entropy);
      Arrays.fill(entropy, (byte) 0);
      requestsLeft = interval();
    }
    for (int done = 0; done < length; done += HmacDrbg.MAX_REQUEST) {
      generator.generate(target, offset + done, Math.min(HmacDrbg.MAX_REQUEST, length - done));
    }
  }

  /** Why there is no entropy any more, or null while there is. */
  public @Nullable String failure() {
    return healthy.isEmpty() ? String.join("; ", failed) : null;
  }

  /** Draws from every healthy source; what fails meanwhile is left out and noted. */
  private byte[] seed(boolean isNonce) {
    byte[] whole = new byte[0];
    for (int i = 0; i < healthy.size(); ) {
      Tested tested = healthy.get(i);
      byte[] part = new byte[Long.BYTES * (isNonce ? NONCE_WORDS : tested.source.wordsPerSeed())];
      @Nullable Failure failure = tested.draw(part);
      if (failure == null) {
        byte[] longer = Arrays.copyOf(whole, whole.length + part.length);
        System.arraycopy(part, 0, longer, whole.length, part.length);
        Arrays.fill(whole, (byte) 0);
        whole = longer;
        i++;
      } else {
        failed.add("entropy: " + tested.source.name() + ' ' + told(failure));
        healthy.remove(i);
      }
      Arrays.fill(part, (byte) 0);
    }
    return whole;
  }

  private int interval() {
    int shortest = Integer.MAX_VALUE;
    for (Tested tested : healthy) {
      shortest = Math.min(shortest, tested.source.reseedInterval());
    }
    return shortest - 1;
  }
}
