// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.wire.Octets;

/**
 * One request's head: request line and header fields (RFC 9112 §3, §5), parsed in place. Reused.
 * Lines end with CR LF and nothing else; a head that two parsers could read differently is refused
 * (RFC 9112 §11.2).
 */
final class RequestHead {
  /** The most octets of a request line. */
  static final int LONGEST_LINE = 2048;

  /** The most header fields. */
  static final int MOST_FIELDS = 64;

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private byte[] bytes = new byte[0];
  private boolean isHead;
  private boolean isHttp11;
  private Persistence persistence = Persistence.CLOSES;
  private boolean asksToClose;
  private boolean asksToKeep;
  private String path = "";

  // What the fields have said so far.
  private int hosts;
  private long contentLength;
  private boolean hasTransferEncoding;
  private HttpStatus methodStatus = HttpStatus.OK;

  /**
   * The octets of a complete head at the start of a region, its empty line included; 0 when it is
   * not complete yet.
   */
  static int length(byte[] bytes, int length) {
    for (int at = 3; at < length; at++) {
      if (bytes[at] == '\n'
          && bytes[at - 1] == '\r'
          && bytes[at - 2] == '\n'
          && bytes[at - 3] == '\r') {
        return at + 1;
      }
    }
    return 0;
  }

  /** Parses a complete head. */
  HttpStatus parse(byte[] source, int length) {
    bytes = source;
    isHead = false;
    isHttp11 = true;
    asksToClose = false;
    asksToKeep = false;
    persistence = Persistence.CLOSES;
    path = "";
    hosts = 0;
    contentLength = -1;
    hasTransferEncoding = false;
    methodStatus = HttpStatus.OK;
    int lineEnd = endOfLine(0, length);
    HttpStatus status = lineEnd < 0 ? HttpStatus.BAD_REQUEST : requestLine(lineEnd);
    int fields = 0;
    for (int at = lineEnd + 2; status == HttpStatus.OK && at < length - 2; ) {
      int end = endOfLine(at, length);
      status =
          end < 0
              ? HttpStatus.BAD_REQUEST
              : ++fields > MOST_FIELDS ? HttpStatus.HEADER_TOO_LARGE : field(at, end);
      at = end + 2;
    }
    return status == HttpStatus.OK ? verify() : status;
  }

  // Neither a CR nor an LF alone ends a line, or may stand within one (RFC 9112 §2.2).
  private int endOfLine(int start, int length) {
    for (int at = start; at + 1 < length; at++) {
      if (bytes[at] == '\n') {
        return -1;
      }
      if (bytes[at] == '\r') {
        return bytes[at + 1] == '\n' ? at : -1;
      }
    }
    return -1;
  }

  // ---- the request line (RFC 9112 §3)

  private HttpStatus requestLine(int end) {
    if (end > LONGEST_LINE) {
      return HttpStatus.URI_TOO_LONG;
    }
    int methodEnd = indexOf(' ', 0, end);
    int targetEnd = methodEnd < 0 ? -1 : indexOf(' ', methodEnd + 1, end);
    if (methodEnd < 1 || targetEnd <= methodEnd + 1 || !isToken(0, methodEnd)) {
      return HttpStatus.BAD_REQUEST;
    }
    HttpStatus status = version(targetEnd + 1, end);
    if (status != HttpStatus.OK) {
      return status;
    }
    methodStatus = method(text(0, methodEnd));
    boolean hasPath = methodStatus == HttpStatus.OK;
    return hasPath ? target(methodEnd + 1, targetEnd) : visible(methodEnd + 1, targetEnd);
  }

  private HttpStatus version(int start, int end) {
    boolean wellFormed =
        end - start == 8
            && text(start, start + 5).equals("HTTP/")
            && isDigit(bytes[start + 5])
            && bytes[start + 6] == '.'
            && isDigit(bytes[start + 7]);
    if (!wellFormed) {
      return HttpStatus.BAD_REQUEST;
    }
    isHttp11 = bytes[start + 7] != '0';
    return bytes[start + 5] == '1' ? HttpStatus.OK : HttpStatus.VERSION_NOT_SUPPORTED;
  }

  private HttpStatus method(String name) {
    return switch (name) {
      case "GET" -> HttpStatus.OK;
      case "HEAD" -> {
        isHead = true;
        yield HttpStatus.OK;
      }
      case "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" ->
          HttpStatus.METHOD_NOT_ALLOWED;
      default -> HttpStatus.NOT_IMPLEMENTED;
    };
  }

  private HttpStatus visible(int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] <= ' ' || bytes[at] == 0x7F) {
        return HttpStatus.BAD_REQUEST;
      }
    }
    return HttpStatus.OK;
  }

  // Origin form, or absolute form, of which the path counts (RFC 9112 §3.2).
  private HttpStatus target(int start, int end) {
    int at = start;
    if (end - at > 7 && text(at, at + 7).equalsIgnoreCase("http://")) {
      int slash = indexOf('/', at + 7, end);
      if (slash == at + 7) {
        return HttpStatus.BAD_REQUEST;
      }
      at = slash < 0 ? end : slash;
    } else if (bytes[at] != '/') {
      return HttpStatus.BAD_REQUEST;
    }
    StringBuilder decoded = new StringBuilder();
    for (; at < end && bytes[at] != '?'; at++) {
      int octet = Octets.u8(bytes, at);
      if (octet == '%') {
        int high = at + 2 < end ? Character.digit(bytes[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
        if (low < 0) {
          return HttpStatus.BAD_REQUEST;
        }
        octet = high << 4 | low;
        at += 2;
      } else if (octet == '#') {
        return HttpStatus.BAD_REQUEST;
      }
      if (octet <= ' ' || octet >= 0x7F) {
        return HttpStatus.BAD_REQUEST;
      }
      decoded.append((char) octet);
    }
    path = decoded.length() == 0 ? "/" : decoded.toString();
    return visible(start, end);
  }

  // ---- header fields (RFC 9112 §5)

  private HttpStatus field(int start, int end) {
    int colon = indexOf(':', start, end);
    if (colon <= start || !isToken(start, colon)) {
      return HttpStatus.BAD_REQUEST; // also a line that continues the one before (RFC 9112 §5.2)
    }
    int first = colon + 1;
    int last = end;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    for (int at = first; at < last; at++) {
      if ((Octets.u8(bytes, at) < ' ' && bytes[at] != '\t') || bytes[at] == 0x7F) {
        return HttpStatus.BAD_REQUEST;
      }
    }
    if (isNamed("host", start, colon)) {
      hosts++;
      return host(first, last);
    }
    if (isNamed("content-length", start, colon)) {
      return contentLength(first, last);
    }
    if (isNamed("transfer-encoding", start, colon)) {
      hasTransferEncoding = true;
    }
    if (isNamed("connection", start, colon)) {
      connection(text(first, last));
    }
    return HttpStatus.OK;
  }

  private HttpStatus host(int start, int end) {
    for (int at = start; at < end; at++) {
      int octet = Octets.u8(bytes, at);
      if (octet <= ' ' || octet >= 0x7F || "/?#@\\,\"<>{}|^`".indexOf((char) octet) >= 0) {
        return HttpStatus.BAD_REQUEST;
      }
    }
    return HttpStatus.OK;
  }

  // RFC 9110 §8.6: digits; the same number again is the same, another one is an attack.
  private HttpStatus contentLength(int start, int end) {
    if (start == end || end - start > 15) {
      return HttpStatus.BAD_REQUEST;
    }
    long value = 0;
    for (int at = start; at < end; at++) {
      if (!isDigit(bytes[at])) {
        return HttpStatus.BAD_REQUEST;
      }
      value = value * 10 + (bytes[at] - '0');
    }
    if (contentLength >= 0 && contentLength != value) {
      return HttpStatus.BAD_REQUEST;
    }
    contentLength = value;
    return HttpStatus.OK;
  }

  private void connection(String value) {
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String option = value.substring(start, end).trim();
      asksToClose |= option.equalsIgnoreCase("close");
      asksToKeep |= option.equalsIgnoreCase("keep-alive");
      start = end + 1;
    }
  }

  // What the fields mean together (RFC 9112 §3.2, §6.1, §6.3, §9.3).
  private HttpStatus verify() {
    if (hosts > 1 || (isHttp11 && hosts == 0)) {
      return HttpStatus.BAD_REQUEST;
    }
    if (hasTransferEncoding && (contentLength >= 0 || !isHttp11)) {
      return HttpStatus.BAD_REQUEST;
    }
    boolean hasContent = hasTransferEncoding || contentLength > 0;
    if (methodStatus != HttpStatus.OK) {
      persistence = hasContent ? Persistence.CLOSES : asked();
      return methodStatus;
    }
    if (hasContent) {
      return HttpStatus.CONTENT_TOO_LARGE;
    }
    persistence = asked();
    return HttpStatus.OK;
  }

  private Persistence asked() {
    if (asksToClose) {
      return Persistence.CLOSES; // whatever else the fields ask for
    }
    return isHttp11
        ? Persistence.STAYS
        : asksToKeep ? Persistence.STAYS_AS_ASKED : Persistence.CLOSES;
  }

  // ---- what was asked

  /** Whether only the head of the answer is wanted. */
  boolean isHead() {
    return isHead;
  }

  /** Whether the connection stays open after the answer. */
  Persistence persistence() {
    return persistence;
  }

  /** The path, percent-decoded, without the query. */
  String path() {
    return path;
  }

  // ---- octets

  private int indexOf(char sign, int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == sign) {
        return at;
      }
    }
    return -1;
  }

  private String text(int start, int end) {
    StringBuilder out = new StringBuilder(end - start);
    for (int at = start; at < end; at++) {
      out.append((char) Octets.u8(bytes, at));
    }
    return out.toString();
  }

  private boolean isNamed(String name, int start, int end) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int octet = bytes[start + i];
      int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
      if (lower != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isToken(int start, int end) {
    for (int at = start; at < end; at++) {
      int octet = bytes[at];
      boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
      if (!letter && !isDigit(bytes[at]) && (octet < 0 || TOKEN_SIGNS.indexOf(octet) < 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
