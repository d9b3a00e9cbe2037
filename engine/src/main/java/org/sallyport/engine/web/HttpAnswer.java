// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.wire.Octets;

/** One answer: a head of its own and a body that its owner keeps (RFC 9112 §4). Reused. */
final class HttpAnswer {
  private static final int LONGEST_HEAD = 768;
  private static final byte[] NOTHING = new byte[0];

  private final byte[] head = new byte[LONGEST_HEAD];
  private int headLength;
  private byte[] body = NOTHING;
  private long start;

  /** Where it starts in the connection's stream. */
  long start() {
    return start;
  }

  /** Where it ends. */
  long end() {
    return start + headLength + body.length;
  }

  /**
   * Makes the answer.
   *
   * @param position where it starts in the stream
   * @param isHead whether the body is only described
   */
  void make(
      long position,
      HttpStatus status,
      WebPage page,
      boolean isHead,
      Persistence persistence,
      String more) {
    start = position;
    headLength = 0;
    put("HTTP/1.1 ");
    put(status.line());
    put("\r\nServer: Sallyport\r\nContent-Type: ");
    put(page.contentType());
    put("\r\nContent-Length: ");
    put(Integer.toString(page.body().length));
    put("\r\nX-Content-Type-Options: nosniff\r\n");
    put(more);
    put(persistence.field());
    put("\r\n");
    body = isHead ? NOTHING : page.body();
  }

  private void put(String text) {
    for (int i = 0; i < text.length(); i++) {
      Octets.put8(head, headLength++, text.charAt(i));
    }
  }

  /** Copies what the region wants of this answer; gives how many octets. */
  int copy(long position, byte[] target, int offset, int length) {
    int from = (int) (position - start);
    int copied = 0;
    if (from < headLength) {
      copied = Math.min(length, headLength - from);
      System.arraycopy(head, from, target, offset, copied);
    }
    int bodyFrom = Math.max(0, from - headLength);
    int rest = Math.min(length - copied, body.length - bodyFrom);
    if (rest > 0) {
      System.arraycopy(body, bodyFrom, target, offset + copied, rest);
      copied += rest;
    }
    return copied;
  }

  /** The body is not needed any more. */
  void forget() {
    body = NOTHING;
  }
}
