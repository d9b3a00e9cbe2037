// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.2.0.0        | 10.2.0.255      | [10.2.0.0/24]
          10.2.0.7        | 10.2.0.7        | [10.2.0.7/32]
          0.0.0.0         | 255.255.255.255 | [0.0.0.0/0]
          10.0.0.1        | 10.0.0.6        | [10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/31, 10.0.0.6/32]
          10.0.255.255    | 10.1.0.0        | [10.0.255.255/32, 10.1.0.0/32]
          255.255.255.254 | 255.255.255.255 | [255.255.255.254/31]
          2001:db8::      | 2001:db8::ffff  | [2001:db8::/112]
          """)
  void coversARangeWithTheFewestNetworks(String first, String last, String networks)
      throws TextException {
    assertEquals(networks, Subnet.covering(Subnet.address(first), Subnet.address(last)).toString());
  }
}
