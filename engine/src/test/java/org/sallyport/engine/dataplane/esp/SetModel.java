// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/**
 * The window as RFC 4303 §3.4.3 says it: a set of accepted numbers and the highest one, in numbers
 * without width.
 */
final class SetModel {
  private final BigInteger size;
  private final Set<BigInteger> accepted = new HashSet<>();
  private BigInteger top = BigInteger.ZERO;

  SetModel(int size) {
    this.size = BigInteger.valueOf(size);
  }

  void setTop(long newTop) {
    accepted.clear();
    top = unsigned(newTop);
  }

  long top() {
    return top.longValue();
  }

  boolean admits(long number) {
    BigInteger n = unsigned(number);
    return n.signum() > 0 && n.compareTo(top.subtract(size)) > 0 && !accepted.contains(n);
  }

  void accept(long number) {
    BigInteger n = unsigned(number);
    accepted.add(n);
    top = top.max(n);
  }

  static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }
}
