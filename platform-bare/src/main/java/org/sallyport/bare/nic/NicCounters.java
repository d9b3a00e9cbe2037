// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

/** The counters of one network interface. */
public final class NicCounters {
  private static final NicCounter[] NAMES = NicCounter.values();

  private final long[] values = new long[NAMES.length];

  /** How often since the start. */
  public long value(NicCounter counter) {
    return values[counter.ordinal()];
  }

  /** One more. */
  public void count(NicCounter counter) {
    values[counter.ordinal()]++;
  }

  /** Those that are not zero, for the console. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (NicCounter counter : NAMES) {
      if (value(counter) != 0) {
        text.append(text.length() == 0 ? "" : " ")
            .append(counter.name())
            .append('=')
            .append(value(counter));
      }
    }
    return text.toString();
  }
}
