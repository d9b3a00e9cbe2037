// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.List;

/**
 * Which payloads the messages of a protocol are made of, as the module {@code IkeShapes} defines
 * it.
 *
 * @param payloads the payloads of the wire format
 * @param atMostOnce notations of payloads that may stand once in a message
 * @param exchanges names of exchanges
 * @param shapes the messages
 */
public record ShapeModule(
    List<Payload> payloads, List<String> atMostOnce, List<String> exchanges, List<Shape> shapes) {
  /** The module's name. */
  public static final String NAME = "IkeShapes";

  /** A payload of the wire format: notation, number of its type, name. */
  public record Payload(String notation, int number, String says) {}

  /**
   * What a message must hold.
   *
   * @param message {@code request} or {@code response}
   * @param place {@code clear} or {@code protected}
   * @param required notations of payloads that must be there
   * @param oneOf notations of payloads of which one must be there; may be empty
   * @param forbidden notations of payloads that must not be there
   * @param line file and line, for messages
   */
  public record Shape(
      String name,
      String exchange,
      String message,
      String place,
      List<String> required,
      List<String> oneOf,
      List<String> forbidden,
      String rfc,
      String line) {}
}
