// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.wire.Octets;

/** Text as octets; what is not ASCII becomes a question mark. */
final class Ascii {
  private static final int UNKNOWN = 0x3F; // a question mark

  private Ascii() {}

  static byte[] octets(CharSequence text) {
    byte[] octets = new byte[text.length()];
    for (int i = 0; i < octets.length; i++) {
      int character = text.charAt(i);
      Octets.put8(octets, i, character < 0x80 ? character : UNKNOWN);
    }
    return octets;
  }
}
