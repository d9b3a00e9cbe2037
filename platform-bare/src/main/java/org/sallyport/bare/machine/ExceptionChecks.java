// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.sallyport.bare.machine.Check.unless;

/** Exceptions: those that the machine throws by itself, and how they travel. */
final class ExceptionChecks {
  private ExceptionChecks() {}

  private static final class Marked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int depth;

    Marked(int depth) {
      super("at " + depth);
      this.depth = depth;
    }
  }

  private static final class Holder {
    int value;
    byte[] octets;
  }

  static void addTo(SelfTest test) {
    test.add("null is not a place", ExceptionChecks::nulls);
    test.add("arrays end where they end", ExceptionChecks::bounds);
    test.add("System.arraycopy checks its ends", ExceptionChecks::copies);
    test.add("a division by zero throws", ExceptionChecks::divisions);
    test.add("a cast is checked", ExceptionChecks::casts);
    test.add("exceptions unwind in order", ExceptionChecks::unwinding);
    test.add("assertions are on", ExceptionChecks::assertions);
  }

  private static boolean throwsA(Class<? extends Throwable> type, Runnable action) {
    try {
      action.run();
      return false;
    } catch (RuntimeException | AssertionError thrown) {
      return type.isInstance(thrown);
    }
  }

  private static String nulls() {
    Holder nothing = Opaque.of(0) == 0 ? null : new Holder();
    Holder empty = new Holder();
    return unless(
        throwsA(NullPointerException.class, () -> nothing.value++)
            && throwsA(NullPointerException.class, () -> Opaque.keep(nothing.hashCode()))
            && throwsA(NullPointerException.class, () -> empty.octets[0]++)
            && throwsA(NullPointerException.class, () -> Opaque.keep(empty.octets.length)),
        "a null was followed");
  }

  private static String bounds() {
    byte[] octets = new byte[Opaque.of(4)];
    long[] longs = new long[Opaque.of(4)];
    Object[] objects = new Object[Opaque.of(4)];
    for (int index : new int[] {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      boolean caught =
          throwsA(ArrayIndexOutOfBoundsException.class, () -> octets[index] = 1)
              && throwsA(ArrayIndexOutOfBoundsException.class, () -> Opaque.keep(octets[index]))
              && throwsA(ArrayIndexOutOfBoundsException.class, () -> longs[index]++)
              && throwsA(ArrayIndexOutOfBoundsException.class, () -> objects[index] = "");
      if (!caught) {
        return "index " + index + " of 4 was taken";
      }
    }
    return null;
  }

  private static String copies() {
    byte[] from = new byte[Opaque.of(8)];
    byte[] to = new byte[Opaque.of(8)];
    boolean caught =
        throwsA(IndexOutOfBoundsException.class, () -> System.arraycopy(from, 1, to, 0, 8))
            && throwsA(IndexOutOfBoundsException.class, () -> System.arraycopy(from, 0, to, 1, 8))
            && throwsA(IndexOutOfBoundsException.class, () -> System.arraycopy(from, -1, to, 0, 1))
            && throwsA(IndexOutOfBoundsException.class, () -> System.arraycopy(from, 0, to, 0, -1));
    for (int i = 0; i < from.length; i++) {
      from[i] = (byte) i;
    }
    System.arraycopy(from, 0, from, 2, 6);
    boolean upwards = from[2] == 0 && from[7] == 5;
    System.arraycopy(from, 2, from, 1, 6);
    boolean downwards = from[1] == 0 && from[6] == 5 && from[7] == 5;
    return unless(caught && upwards && downwards, "a copy past an end, or onto itself");
  }

  private static String divisions() {
    int zero = Opaque.of(0);
    long minusOne = Opaque.of(-1L);
    return unless(
        throwsA(ArithmeticException.class, () -> Opaque.keep(7 / zero))
            && throwsA(ArithmeticException.class, () -> Opaque.keep(7 % zero))
            && throwsA(ArithmeticException.class, () -> Opaque.keep((int) (7L / zero)))
            && throwsA(ArithmeticException.class, () -> Opaque.keep((int) (7L % zero)))
            && Opaque.of(Integer.MIN_VALUE) / (int) minusOne == Integer.MIN_VALUE
            && Opaque.of(Integer.MIN_VALUE) % (int) minusOne == 0
            && Opaque.of(Long.MIN_VALUE) / minusOne == Long.MIN_VALUE
            && Opaque.of(Long.MIN_VALUE) % minusOne == 0,
        "a division without a result");
  }

  private static String casts() {
    Object text = Opaque.of(1) == 1 ? "text" : Integer.valueOf(1);
    return unless(
        throwsA(ClassCastException.class, () -> Opaque.keep((Integer) text))
            && text instanceof CharSequence
            && !(text instanceof Number),
        "a cast of a string to a number");
  }

  private static void dive(int depth, StringBuilder log) {
    try {
      if (depth > 0) {
        dive(depth - 1, log);
      } else {
        throw new Marked(Opaque.of(40));
      }
    } finally {
      log.append(depth == 0 || depth == 40 ? depth + "." : "");
    }
  }

  private static String unwinding() {
    StringBuilder log = new StringBuilder();
    int before = Opaque.of(11);
    try {
      before++;
      dive(40, log);
      log.append("not reached");
    } catch (Marked marked) {
      log.append(marked.depth).append('/').append(before);
      try {
        throw new IllegalStateException("second", marked);
      } catch (IllegalStateException second) {
        log.append(second.getCause() == marked ? " caused" : " lost");
      }
    }
    return unless(log.toString().equals("0.40.40/12 caused"), log.toString());
  }

  private static String assertions() {
    int reached = Opaque.of(0);
    return unless(
        throwsA(
            AssertionError.class,
            () -> {
              assert reached == 1 : "must be thrown";
            }),
        "an assertion was passed over");
  }
}
