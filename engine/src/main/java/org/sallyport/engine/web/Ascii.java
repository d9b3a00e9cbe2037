package org.sallyport.engine.web;

import org.sallyport.engine.wire.Octets;

/** Text as octets; what is not ASCII becomes a question mark. */
final class Ascii {
  private Ascii() {}

  static byte[] octets(CharSequence text) {
    byte[] octets = new byte[text.length()];
    for (int i = 0; i < octets.length; i++) {
      char character = text.charAt(i);
      Octets.put8(octets, i, character < 0x80 ? character : '?');
    }
    return octets;
  }
}
