// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.sallyport.bare.machine.Check.unless;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Arithmetic, strings and the newer parts of the language, as compiled. */
final class LanguageChecks {
  private LanguageChecks() {}

  private enum Colour {
    RED,
    GREEN,
    BLUE
  }

  private record Point(int x, long y) {}

  private sealed interface Shape permits Dot, Line {}

  private record Dot(Point at) implements Shape {}

  private record Line(Point from, Point to) implements Shape {}

  static void addTo(SelfTest test) {
    test.add("overflow wraps", () -> overflow(Opaque.of(Integer.MAX_VALUE)));
    test.add("overflow of long wraps", () -> longOverflow(Opaque.of(Long.MAX_VALUE)));
    test.add("shifts take their distance modulo the width", () -> shifts(Opaque.of(33)));
    test.add("narrowing keeps the low bits", () -> narrowing(Opaque.of(0x1_2345_87FFL)));
    test.add("long division", LanguageChecks::division);
    test.add("unsigned arithmetic", LanguageChecks::unsigned);
    test.add("big integers", LanguageChecks::bigIntegers);
    test.add("switch over strings", LanguageChecks::stringSwitch);
    test.add("strings", LanguageChecks::strings);
    test.add("records", LanguageChecks::records);
    test.add("switch over patterns", LanguageChecks::patterns);
    test.add("enums", LanguageChecks::enums);
    test.add("lambdas", LanguageChecks::lambdas);
  }

  private static String overflow(int most) {
    int sum = most + 1;
    int product = most * 3;
    int turns = 0;
    for (int i = most - 2; i > 0 && turns < 9; i++) {
      turns++;
    }
    return unless(
        sum == Integer.MIN_VALUE
            && -sum == Integer.MIN_VALUE
            && Math.abs(sum) == sum
            && product == 0x7FFFFFFD
            && turns == 3
            && most + 1 < most,
        sum + " " + product + " " + turns);
  }

  private static String longOverflow(long most) {
    long sum = most + 1;
    return unless(
        sum == Long.MIN_VALUE && -sum == sum && most * 5 == most - 4 && sum - 1 == most,
        sum + " " + most * 5);
  }

  private static String shifts(int distance) {
    long one = Opaque.of(1L);
    int minus = (int) Opaque.of(-8L);
    return unless(
        1 << distance == 2
            && one << distance == 0x2_0000_0000L
            && one << distance + 32 == 2
            && minus >> distance == -4
            && minus >>> distance == 0x7FFFFFFC
            && Integer.rotateLeft(0x80000001, distance) == 3,
        "a shift by " + distance);
  }

  private static String narrowing(long value) {
    return unless(
        (byte) value == -1
            && (short) value == (short) 0x87FF
            && (char) value == 0x87FF
            && (int) value == 0x234587FF
            && ((byte) value & 0xff) == 255,
        "a cast of " + value);
  }

  private static String division() {
    long a = Opaque.of(-7_000_000_000_000_000_003L);
    long b = Opaque.of(1_000_000_007L);
    return unless(
        a / b == -6_999_999_951L
            && a % b == a - a / b * b
            && a % b < 0
            && Math.floorMod(a, b) == a % b + b
            && Opaque.of(-7) / 2 == -3
            && Opaque.of(-7) % 2 == -1
            && Opaque.of(-7) >> 1 == -4,
        a / b + " rest " + a % b);
  }

  private static String unsigned() {
    long high = Opaque.of(0xFFFF_FFFF_FFFF_FFF0L);
    int low = Opaque.of(0xFFFF_FFF0);
    return unless(
        Long.compareUnsigned(high, 5) > 0
            && Integer.compareUnsigned(low, 5) > 0
            && Integer.toUnsignedLong(low) == 0xFFFF_FFF0L
            && Long.divideUnsigned(high, 16) == 0x0FFF_FFFF_FFFF_FFFFL
            && Long.toHexString(high).equals("fffffffffffffff0"),
        Long.toHexString(high));
  }

  private static String bigIntegers() {
    BigInteger prime = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);
    BigInteger base = new BigInteger("123456789123456789123456789");
    // Fermat: the order of every element divides the prime less one.
    boolean fermat = base.modPow(prime.subtract(BigInteger.ONE), prime).equals(BigInteger.ONE);
    BigInteger inverse = base.modInverse(prime);
    return unless(
        fermat && base.multiply(inverse).mod(prime).equals(BigInteger.ONE), "modular arithmetic");
  }

  private static String stringSwitch() {
    int found = 0;
    // The first two have one hash code.
    for (String word : new String[] {"Aa", "BB", "esp", "none"}) {
      found =
          found * 10
              + switch (word) {
                case "Aa" -> 1;
                case "BB" -> 2;
                case "esp" -> 3;
                default -> 4;
              };
    }
    return unless(found == 1234, String.valueOf(found));
  }

  private static String strings() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      text.append(i).append(i % 2 == 0 ? ',' : ';');
    }
    String all = text + "|" + Opaque.of(-42L) + "|" + 1.5 + "|" + true + "|" + null;
    return unless(
        all.equals("0,1;2,3;4,|-42|1.5|true|null")
            && all.indexOf("|-4") == 10
            && all.substring(2, 5).equals("1;2")
            && Integer.parseInt("-2147483648") == Integer.MIN_VALUE,
        all);
  }

  private static String records() {
    Point one = new Point(Opaque.of(3), 4);
    Point other = new Point(3, Opaque.of(4L));
    Map<Point, String> places = new HashMap<>();
    places.put(one, "here");
    return unless(
        one.equals(other)
            && one.hashCode() == other.hashCode()
            && !one.equals(new Point(3, 5))
            && "here".equals(places.get(other))
            && one.toString().equals("Point[x=3, y=4]"),
        one.toString());
  }

  private static String describe(Shape shape) {
    return switch (shape) {
      case Dot(Point(int x, long y)) when x == y -> "diagonal";
      case Dot dot -> "dot " + dot.at().x();
      case Line(Point from, Point to) -> "line " + (to.y() - from.y());
    };
  }

  private static String patterns() {
    String found =
        describe(new Dot(new Point(2, 2)))
            + ", "
            + describe(new Dot(new Point(2, 3)))
            + ", "
            + describe(new Line(new Point(0, 1), new Point(0, 8)));
    return unless(found.equals("diagonal, dot 2, line 7"), found);
  }

  private static String enums() {
    Map<Colour, Integer> counts = new EnumMap<>(Colour.class);
    for (Colour colour : Colour.values()) {
      counts.merge(colour, colour.ordinal() + 1, Integer::sum);
    }
    Colour[] mine = Colour.values();
    mine[0] = Colour.BLUE;
    return unless(
        counts.toString().equals("{RED=1, GREEN=2, BLUE=3}")
            && Colour.values()[0] == Colour.RED
            && Colour.valueOf("GREEN") == Colour.GREEN,
        counts.toString());
  }

  private static String lambdas() {
    int offset = Opaque.of(7);
    IntUnaryOperator add = value -> value + offset;
    int result = add.andThen(value -> value * 2).applyAsInt(3);
    return unless(result == 20, String.valueOf(result));
  }
}
