// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.crypto.CryptoLibrary;

/** One computation whose result is known. */
public final class KnownAnswer {
  /** What a library is asked to compute. */
  @FunctionalInterface
  interface Computation {
    byte[] result(CryptoLibrary library);
  }

  private final String name;
  private final String origin;
  private final Computation computation;
  private final byte[] expected;

  KnownAnswer(String name, String origin, Computation computation, byte[] expected) {
    this.name = name;
    this.origin = origin;
    this.computation = computation;
    this.expected = expected;
  }

  /** The algorithm, such as {@code AES-CBC-128}. */
  public String name() {
    return name;
  }

  /** Where the answer comes from. */
  public String origin() {
    return origin;
  }

  /** Whether the library gives the answer. */
  public boolean holds(CryptoLibrary library) {
    return ConstantTime.equal(expected, computation.result(library));
  }

  /** The same question with a wrong answer: it shows that the test can fail. */
  public KnownAnswer corrupted() {
    byte[] wrong = Arrays.copyOf(expected, expected.length);
    wrong[wrong.length / 2] ^= 1;
    return new KnownAnswer(name, origin, computation, wrong);
  }

  /** Octets from hexadecimal digits; spaces between them are passed over. */
  static byte[] hex(String digits) {
    String tight = digits.replace(" ", "");
    byte[] octets = new byte[tight.length() / 2];
    for (int i = 0; i < octets.length; i++) {
      octets[i] =
          (byte)
              (Character.digit(tight.charAt(2 * i), 16) << 4
                  | Character.digit(tight.charAt(2 * i + 1), 16));
    }
    return octets;
  }

  /** ASCII text as octets. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
