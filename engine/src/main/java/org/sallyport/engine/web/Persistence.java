// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/** Whether a connection stays open after an answer, and what the answer says of it. */
enum Persistence {
  /** The connection ends (RFC 9112 §9.6). */
  CLOSES("Connection: close\r\n"),

  /** It stays, as is understood since HTTP/1.1 (RFC 9112 §9.3). */
  STAYS(""),

  /**
   * It stays because a client of HTTP/1.0 has asked for it. The client has to be told, or it waits
   * for the connection's end (RFC 9112 §9.3 and appendix C.2.2).
   */
  STAYS_AS_ASKED("Connection: keep-alive\r\n");

  private final String field;

  Persistence(String field) {
    this.field = field;
  }

  boolean closes() {
    return this == CLOSES;
  }

  /** The header field that says so, with the end of its line; empty when nothing has to be said. */
  String field() {
    return field;
  }
}
