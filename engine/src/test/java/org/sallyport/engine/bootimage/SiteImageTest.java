// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.wire.Octets;

final class SiteImageTest {
  private static final int HEADER_LENGTH = 16;

  @Provide
  Arbitrary<SiteImage> sites() {
    return SiteArbitraries.sites();
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll("sites") SiteImage site) {
    byte[] image = site.encode();
    SiteImage read = decoded(image);
    assertArrayEquals(image, read.encode(), "every field that is written is read");
    assertEquals(site.toString(), read.toString(), "every field is written");
    assertEquals(site.web(), read.web(), "bodies of pages too");
    for (int index = 0; index < site.engine().peers().size(); index++) {
      assertArrayEquals(
          secret(site.engine().peers().get(index)), secret(read.engine().peers().get(index)));
    }
  }

  private static byte[] secret(PeerConfig peer) {
    return assertInstanceOf(PresharedKey.class, peer.credentials()).octets();
  }

  @Property(tries = 30)
  void oneChangedOctetIsRefusedWhereverItIs(@ForAll("sites") SiteImage site, @ForAll byte change) {
    byte[] image = site.encode();
    int mask = change == 0 ? 1 : change;
    for (int index = 0; index < image.length; index++) {
      image[index] ^= (byte) mask;
      assertInstanceOf(
          SiteRefusal.class, SiteImage.decode(image, 0, image.length), "octet " + index);
      image[index] ^= (byte) mask;
    }
  }

  @Property(tries = 30)
  void anImageCutAnywhereIsRefused(@ForAll("sites") SiteImage site) {
    byte[] image = site.encode();
    for (int length = 0; length < image.length; length++) {
      assertInstanceOf(SiteRefusal.class, SiteImage.decode(image, 0, length));
    }
    byte[] longer = Arrays.copyOf(image, image.length + 1);
    assertInstanceOf(SiteRefusal.class, SiteImage.decode(longer, 0, longer.length));
  }

  /** Damage with a right check value: the fields' own rules have to hold. */
  @Property(tries = 300)
  void noFieldsMakeItThrow(@ForAll("sites") SiteImage site, @ForAll long seed) {
    byte[] image = site.encode();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      byte[] damaged = damage(image, random);
      switch (SiteImage.decode(damaged, 0, damaged.length)) {
        case SiteRefusal refusal ->
            assertTrue(refusal.offset() >= 0 && refusal.offset() <= damaged.length);
        case SiteImage read -> assertArrayEquals(damaged, read.encode(), "it was read as it lies");
      }
    }
  }

  /** The bounds of the image are those of the window that is made of it. */
  @Property(tries = 50)
  void aReplayWindowOutOfBoundsIsRefused(@ForAll("sites") SiteImage site) {
    Assume.that(!site.engine().peers().isEmpty());
    for (int wrong : new int[] {0, -1, 31, 65_537, 1 << 20}) {
      assertTrue(
          withWindow(site, wrong).stream()
              .anyMatch(read ->
                  read instanceof SiteRefusal refusal
                      && refusal.message().contains("the replay window")
                      && refusal.message().contains("is not from 32 to 65536")),
          () -> "a window of " + wrong);
    }
    for (int right : new int[] {32, 65_536}) {
      assertTrue(
          withWindow(site, right).stream()
              .anyMatch(read -> read instanceof SiteImage image && firstWindow(image) == right),
          () -> "a window of " + right);
      assertEquals(right, new ReplayWindow(right).size());
    }
  }

  /**
   * What is read of images in which the first window is replaced, one for each place where its
   * octets occur.
   */
  private static List<Object> withWindow(SiteImage site, int replacement) {
    byte[] image = site.encode();
    List<Object> read = new ArrayList<>();
    for (int at = HEADER_LENGTH; at + 4 <= image.length; at++) {
      if (Octets.i32(image, at) == firstWindow(site)) {
        byte[] crafted = image.clone();
        Octets.put32(crafted, at, replacement);
        seal(crafted);
        read.add(SiteImage.decode(crafted, 0, crafted.length));
      }
    }
    return read;
  }

  private static int firstWindow(SiteImage site) {
    return site.engine().peers().getFirst().children().getFirst().replayWindow();
  }

  @Property(tries = 200)
  void anyOctetsAreASiteOrARefusal(@ForAll byte[] body) {
    byte[] image = new byte[HEADER_LENGTH + body.length];
    System.arraycopy(body, 0, image, HEADER_LENGTH, body.length);
    seal(image);
    assertInstanceOf(SiteRefusal.class, SiteImage.decode(image, 0, image.length));
  }

  @Example
  void anImageMayLieAnywhereInAnArray() {
    byte[] image = SiteArbitraries.sites().sample().encode();
    byte[] array = new byte[image.length + 30];
    System.arraycopy(image, 0, array, 13, image.length);
    assertArrayEquals(image, ((SiteImage) SiteImage.decode(array, 13, image.length)).encode());
  }

  @Example
  void refusalsSayWhatToDo() {
    byte[] image = SiteArbitraries.sites().sample().encode();
    image[7]++;
    String message = ((SiteRefusal) SiteImage.decode(image, 0, image.length)).message();
    assertTrue(message.contains("make it again"), message);
  }

  @Example
  void theCheckValueIsThatOfRfc1952() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertEquals(0xCBF4_3926, CyclicRedundancyCheck.of(digits, 0, digits.length));
  }

  @Example
  void pathsAndContentTypesAreVisibleAscii() {
    assertTrue(WebPage.isPath("/") && WebPage.isPath("/a/b.html"));
    for (String path : List.of("", "a", "/a b", "/\u00e4", "/\n", "/" + "x".repeat(255))) {
      assertTrue(!WebPage.isPath(path), path);
    }
    assertTrue(WebPage.isContentType("text/html; charset=utf-8"));
    assertTrue(!WebPage.isContentType("") && !WebPage.isContentType("a\r\nX: y"));
  }

  private static SiteImage decoded(byte[] image) {
    return assertInstanceOf(SiteImage.class, SiteImage.decode(image, 0, image.length));
  }

  private static byte[] damage(byte[] image, Random random) {
    int length =
        random.nextInt(8) == 0
            ? HEADER_LENGTH + random.nextInt(image.length - HEADER_LENGTH + 1)
            : image.length;
    byte[] damaged = Arrays.copyOf(image, length);
    for (int changes = 1 + random.nextInt(3); changes > 0 && length > HEADER_LENGTH; changes--) {
      int at = HEADER_LENGTH + random.nextInt(length - HEADER_LENGTH);
      damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[at] ^ 1);
    }
    seal(damaged);
    return damaged;
  }

  private static void seal(byte[] image) {
    byte[] magic = "SALLY/S".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, image, 0, magic.length);
    image[magic.length] = SiteImage.VERSION;
    Octets.put32(image, 8, image.length);
    Octets.put32(
        image, 12, CyclicRedundancyCheck.of(image, HEADER_LENGTH, image.length - HEADER_LENGTH));
  }
}
