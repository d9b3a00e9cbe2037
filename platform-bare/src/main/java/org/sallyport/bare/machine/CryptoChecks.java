// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.selftest.KnownAnswer;
import org.sallyport.engine.crypto.selftest.KnownAnswers;

/** That every algorithm of the library gives the answers that are known. */
final class CryptoChecks {
  private CryptoChecks() {}

  static void addTo(SelfTest test, CryptoLibrary library) {
    for (KnownAnswer answer : KnownAnswers.all()) {
      test.add(
          answer.name(),
          () -> Check.unless(answer.holds(library), "not the answer of " + answer.origin()));
    }
  }
}
