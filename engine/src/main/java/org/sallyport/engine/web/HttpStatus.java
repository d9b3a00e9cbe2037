// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/** The answers that the server gives (RFC 9110 §15, RFC 6585 §5). */
enum HttpStatus {
  OK(200, "OK", false),
  BAD_REQUEST(400, "Bad Request", true),
  NOT_FOUND(404, "Not Found", false),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed", false),
  REQUEST_TIMEOUT(408, "Request Timeout", true),
  CONTENT_TOO_LARGE(413, "Content Too Large", true),
  URI_TOO_LONG(414, "URI Too Long", true),
  HEADER_TOO_LARGE(431, "Request Header Fields Too Large", true),
  NOT_IMPLEMENTED(501, "Not Implemented", true),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported", true);

  private final int code;
  private final String reason;
  private final boolean closes;

  HttpStatus(int code, String reason, boolean closes) {
    this.code = code;
    this.reason = reason;
    this.closes = closes;
  }

  int code() {
    return code;
  }

  /** "404 Not Found". */
  String line() {
    return code + " " + reason;
  }

  /** Whether where the next request begins is not known after this answer. */
  boolean closes() {
    return closes;
  }
}
