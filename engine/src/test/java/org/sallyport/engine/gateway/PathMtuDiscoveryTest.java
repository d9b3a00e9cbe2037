// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathMtuDiscoveryTest {
  /** What an attacker quotes who has seen no packet is most often a number that was never sent. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 1, false",
    "1, 1, true",
    "1, 2, false",
    "1, 0, false",
    "0x7fffffff, 0x7fffffff, true",
    "0x7fffffff, 0x80000000, false",
    "0x80000000, 0x80000000, true",
    "0x80000000, 1, true",
    "0x80000000, 0x80000001, false",
    "0xffffffff, 0xffffffff, true",
    "0xffffffff, 0, false",
    // With extended numbers, once every low half was used.
    "0x100000000, 0, true",
    "0x100000001, 0xffffffff, true",
    "0x7fffffffffffffff, 5, true",
    "-1, 5, true"
  })
  void onlyANumberThatWasSentIsBelieved(String last, String low, boolean believed) {
    assertEquals(
        believed, PathMtuDiscovery.wasSent(Long.decode(last), Long.decode(low).intValue()));
  }
}
