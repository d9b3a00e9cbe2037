// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.bare.entropy.HardwareEntropy.Ready;
import org.sallyport.bare.entropy.HardwareEntropy.Refused;
import org.sallyport.bare.entropy.HardwareEntropy.Start;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;

/** Which sources are taken, when they are asked, and what happens when they break. */
final class HardwareEntropyTest {
  private static final Prf PRF = new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256);
  private static final int START = HardwareEntropy.START_UP_WORDS;
  private static final int INSTANTIATION = 12;

  private static HardwareEntropy ready(NoiseSource... sources) {
    return assertInstanceOf(Ready.class, HardwareEntropy.start(PRF, List.of(sources))).entropy();
  }

  private static void assertRefused(String line, NoiseSource... sources) {
    Start start = HardwareEntropy.start(PRF, List.of(sources));
    assertInstanceOf(Refused.class, start);
    assertTrue(start.report().contains(line), () -> start.report().toString());
    assertTrue(start.report().getLast().contains("no key is negotiated"));
  }

  private static byte[] drawn(HardwareEntropy entropy, int length) {
    byte[] octets = new byte[length];
    entropy.fill(octets, 0, length);
    return octets;
  }

  @Test
  void withoutAnySourceThereIsNoStart() {
    assertRefused("entropy: no healthy source, so no key is negotiated on this machine");
    assertRefused("entropy: RDSEED gives nothing", FakeNoise.dry("RDSEED", 0));
  }

  @Test
  void brokenSourcesAreRefusedWithWhatIsWrong() {
    assertRefused(
        "entropy: RDRAND is stuck (SP 800-90B 4.4.1)", FakeNoise.spoilt("RDRAND", 0, word -> -1));
    assertRefused(
        "entropy: RDRAND is biased (SP 800-90B 4.4.2)",
        FakeNoise.spoilt("RDRAND", 0, word -> word & 0xff00_ffff_ff00_ff00L));
    assertRefused("entropy: x gives nothing", FakeNoise.dry("x", START - 1));
  }

  /** Healthy in the start-up test, broken when the first seed is drawn. */
  @Test
  void aSourceThatBreaksAtTheFirstSeedIsRefusedToo() {
    assertRefused("entropy: x gives nothing", FakeNoise.dry("x", START + 5));
  }

  @Test
  void oneHealthySourceIsEnough() {
    Start start =
        HardwareEntropy.start(
            PRF, List.of(FakeNoise.dry("RDSEED", 0), FakeNoise.healthy("RDRAND", 1)));
    assertEquals(
        List.of("entropy: RDSEED gives nothing", "entropy: RDRAND healthy"), start.report());
    assertNull(assertInstanceOf(Ready.class, start).entropy().failure());
  }

  @Test
  void everyRequestDrawsFreshNoise() {
    FakeNoise noise = FakeNoise.healthy("RDSEED", 1);
    HardwareEntropy entropy = ready(noise);
    assertEquals(START + INSTANTIATION, noise.given());
    drawn(entropy, 32);
    assertEquals(START + INSTANTIATION + 8, noise.given());
    drawn(entropy, 1);
    assertEquals(START + INSTANTIATION + 16, noise.given());
  }

  @Test
  void aSlowSourceIsAskedLessOften() {
    FakeNoise noise = FakeNoise.healthy("RDRAND", 1, 4);
    HardwareEntropy entropy = ready(noise);
    for (int i = 0; i < 3; i++) {
      drawn(entropy, 8);
    }
    assertEquals(START + INSTANTIATION, noise.given());
    drawn(entropy, 8);
    assertEquals(START + INSTANTIATION + 8, noise.given());
  }

  @Test
  void everySourceCounts() {
    byte[] first = drawn(ready(FakeNoise.healthy("a", 1), FakeNoise.healthy("b", 2)), 32);
    byte[] again = drawn(ready(FakeNoise.healthy("a", 1), FakeNoise.healthy("b", 2)), 32);
    byte[] other = drawn(ready(FakeNoise.healthy("a", 1), FakeNoise.healthy("b", 3)), 32);
    byte[] alone = drawn(ready(FakeNoise.healthy("a", 1)), 32);
    assertArrayEquals(first, again);
    assertFalse(Arrays.equals(first, other));
    assertFalse(Arrays.equals(first, alone));
  }

  @Test
  void aSourceThatBreaksLaterIsLeftOutWhileAnotherRemains() {
    FakeNoise breaking = FakeNoise.spoilt("a", START + INSTANTIATION + 8, word -> 0);
    HardwareEntropy entropy = ready(breaking, FakeNoise.healthy("b", 2));
    drawn(entropy, 32);
    drawn(entropy, 32);
    assertNull(entropy.failure());
    long given = breaking.given();
    drawn(entropy, 32);
    assertEquals(given, breaking.given(), "asked again after it failed");
  }

  @Test
  void whenTheLastSourceBreaksItIsSaidAndTheDrawStillAnswered() {
    HardwareEntropy entropy = ready(FakeNoise.spoilt("a", START + INSTANTIATION + 8, word -> 0));
    drawn(entropy, 32);
    assertNull(entropy.failure());
    byte[] inTheMoment = drawn(entropy, 32);
    assertEquals("entropy: a is stuck (SP 800-90B 4.4.1)", entropy.failure());
    assertFalse(Arrays.equals(new byte[32], inTheMoment));
    assertFalse(Arrays.equals(inTheMoment, drawn(entropy, 32)));
  }

  @Test
  void longRequestsAreAnsweredInParts() {
    byte[] octets = drawn(ready(FakeNoise.healthy("a", 1)), 200_000);
    assertNotNull(octets);
    byte[] tail = Arrays.copyOfRange(octets, 199_000, 200_000);
    assertFalse(Arrays.equals(new byte[1000], tail));
  }
}
