// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One {@code [name]} block of a vector file: keys with their values as written.
 *
 * @param place file and line of the block, for messages
 */
public record VectorCase(String name, String place, Map<String, String> fields) {
  /** Keeps the fields in their order and unmodifiable. */
  public VectorCase {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Whether the block has the key. */
  public boolean has(String key) {
    return fields.containsKey(key);
  }

  /** The keys in the order of the file. */
  public Set<String> keys() {
    return fields.keySet();
  }

  /** The value of a key that must be there. */
  public String text(String key) {
    String value = fields.get(key);
    if (value == null) {
      throw new VectorFormatException(place + ": [" + name + "] has no '" + key + "'");
    }
    return value;
  }

  /** The value of a key, or {@code otherwise}. */
  public String text(String key, String otherwise) {
    return fields.getOrDefault(key, otherwise);
  }

  /** A decimal number. */
  public int number(String key) {
    try {
      return Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw new VectorFormatException(
          place + ": '" + key + "' of [" + name + "] is not a number: " + text(key), e);
    }
  }

  /** Octets in hexadecimal; white space between them is let through. */
  public byte[] hex(String key) {
    try {
      return HexFormat.of().parseHex(text(key).replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new VectorFormatException(
          place + ": '" + key + "' of [" + name + "] is not hexadecimal: " + e.getMessage(), e);
    }
  }
}
