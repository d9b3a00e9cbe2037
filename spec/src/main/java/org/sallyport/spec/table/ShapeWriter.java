// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.sallyport.spec.table.ShapeModule.Payload;
import org.sallyport.spec.table.ShapeModule.Shape;

/** Writes the payloads of the wire format and the shapes of messages as Java. */
public final class ShapeWriter {
  private final ShapeModule module;
  private final String packageName;

  /**
   * @param module shapes without {@linkplain ShapeChecks#problems problems}
   * @param packageName the package of the generated classes
   */
  public ShapeWriter(ShapeModule module, String packageName) {
    this.module = module;
    this.packageName = packageName;
  }

  /** The generated sources by file name. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("IkePayloadNumbers.java", numbers());
    files.put("IkeShape.java", shapes());
    return files;
  }

  private StringBuilder header() {
    return new StringBuilder("// Generated from ")
        .append(ShapeModule.NAME)
        .append(".tla. Do not edit: change the specification.\npackage ")
        .append(packageName)
        .append(";\n\n");
  }

  private static String constant(String notation) {
    return TableWriter.constant(notation);
  }

  private String numbers() {
    StringBuilder out = header();
    out.append(
        "/** The numbers of payload types (RFC 7296 section 3.2, RFC 7383 section 2.5). */\n");
    out.append("public final class IkePayloadNumbers {\n");
    for (Payload payload : module.payloads()) {
      out.append("  /** ").append(TableWriter.javadoc(payload.says())).append(". */\n");
      out.append("  public static final int ").append(constant(payload.notation()));
      out.append(" = ").append(payload.number()).append(";\n\n");
    }
    return out.append("  private IkePayloadNumbers() {}\n}\n").toString();
  }

  private String shapes() {
    StringBuilder out = header();
    out.append("/** Which payloads a message must hold, by the numbers of their types. */\n");
    out.append("public enum IkeShape {\n");
    StringJoiner constants = new StringJoiner(",\n", "", ";\n\n");
    for (Shape shape : module.shapes()) {
      constants.add(
          "  /** "
              + shape.exchange()
              + " "
              + shape.message()
              + ", "
              + shape.place()
              + " ("
              + TableWriter.javadoc(shape.rfc())
              + "). */\n  "
              + constant(shape.name())
              + "(\""
              + shape.exchange()
              + "\", "
              + shape.message().equals("response")
              + ", "
              + shape.place().equals("protected")
              + ",\n      "
              + numbers(shape.required())
              + ", "
              + numbers(shape.oneOf())
              + ", "
              + numbers(shape.forbidden())
              + ",\n      "
              + TableWriter.quoted(shape.rfc())
              + ")");
    }
    out.append(constants);
    out.append("  private static final int[] AT_MOST_ONCE = ");
    out.append(numbers(module.atMostOnce())).append(";\n\n");
    out.append(
        """
          private final String exchange;
          private final boolean response;
          private final boolean isProtected;
          private final int[] required;
          private final int[] oneOf;
          private final int[] forbidden;
          private final String rfc;

          IkeShape(
              String exchange,
              boolean response,
              boolean isProtected,
              int[] required,
              int[] oneOf,
              int[] forbidden,
              String rfc) {
            this.exchange = exchange;
            this.response = response;
            this.isProtected = isProtected;
            this.required = required;
            this.oneOf = oneOf;
            this.forbidden = forbidden;
            this.rfc = rfc;
          }

          /** How many payload types may stand at most once in any message. */
          public static int atMostOnceCount() {
            return AT_MOST_ONCE.length;
          }

          /** A payload type that may stand at most once in any message. */
          public static int atMostOnce(int index) {
            return AT_MOST_ONCE[index];
          }

          /** The exchange's name, or {@code any}. */
          public String exchange() {
            return exchange;
          }

          /** Whether the message is a response. */
          public boolean response() {
            return response;
          }

          /** Whether these are the payloads inside SK, and not those in clear. */
          public boolean isProtected() {
            return isProtected;
          }

          /** How many payload types must be there. */
          public int requiredCount() {
            return required.length;
          }

          /** A payload type that must be there. */
          public int required(int index) {
            return required[index];
          }

          /** How many payload types there are of which one must be there; zero for no such rule. */
          public int oneOfCount() {
            return oneOf.length;
          }

          /** A payload type of which one must be there. */
          public int oneOf(int index) {
            return oneOf[index];
          }

          /** How many payload types must not be there. */
          public int forbiddenCount() {
            return forbidden.length;
          }

          /** A payload type that must not be there. */
          public int forbidden(int index) {
            return forbidden[index];
          }

          /** Where the shape comes from. */
          public String rfc() {
            return rfc;
          }
        }
        """);
    return out.toString();
  }

  private String numbers(List<String> notations) {
    StringJoiner numbers = new StringJoiner(", ", "new int[] {", "}");
    notations.forEach(notation -> numbers.add("IkePayloadNumbers." + constant(notation)));
    return numbers.toString();
  }
}
