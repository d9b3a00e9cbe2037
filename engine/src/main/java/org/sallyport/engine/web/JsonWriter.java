// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/** Writes JSON (RFC 8259): names and values in order, commas where they belong. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder(4096);
  private boolean needsComma;

  JsonWriter open(char bracket) {
    comma();
    out.append(bracket);
    needsComma = false;
    return this;
  }

  JsonWriter close(char bracket) {
    out.append(bracket);
    needsComma = true;
    return this;
  }

  JsonWriter name(String name) {
    comma();
    quote(name);
    out.append(':');
    needsComma = false;
    return this;
  }

  JsonWriter put(String name, String value) {
    name(name);
    quote(value);
    needsComma = true;
    return this;
  }

  JsonWriter put(String name, long value) {
    name(name);
    out.append(value);
    needsComma = true;
    return this;
  }

  JsonWriter put(String name, boolean value) {
    name(name);
    out.append(value);
    needsComma = true;
    return this;
  }

  private void comma() {
    if (needsComma) {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        out.append('\\').append(character);
      } else if (character < ' ' || character > '~') {
        out.append("\\u").append(Hexadecimal.of(character, 4));
      } else {
        out.append(character);
      }
    }
    out.append('"');
  }

  String text() {
    return out.append('\n').toString();
  }
}
