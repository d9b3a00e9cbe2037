// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.crypto.CryptoLibrary;

/** All known answers, and what a library gets wrong of them. */
public final class KnownAnswers {
  private KnownAnswers() {}

  /**
   * Every encryption and integrity algorithm with every key length, every PRF and hash, every key
   * exchange method, and the generator of random bits.
   */
  public static List<KnownAnswer> all() {
    List<KnownAnswer> answers = new ArrayList<>();
    answers.addAll(HashAnswers.all());
    answers.addAll(PacketAnswers.all());
    answers.addAll(KeyExchangeAnswers.all());
    return answers;
  }

  /** The names of those that the library gets wrong: none, or it must not be used. */
  public static List<String> failures(CryptoLibrary library) {
    return failures(library, all());
  }

  /** The names of those of a list that the library gets wrong. */
  public static List<String> failures(CryptoLibrary library, List<KnownAnswer> answers) {
    List<String> names = new ArrayList<>();
    for (KnownAnswer answer : answers) {
      if (!answer.holds(library)) {
        names.add(answer.name());
      }
    }
    return names;
  }
}
