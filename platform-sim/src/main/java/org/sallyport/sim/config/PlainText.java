// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

/** Text as editors save it. */
final class PlainText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PlainText() {}

  /** The text without the byte order mark that some editors put in front. */
  static String of(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }
}
