// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.net.tcp.Tcp;
import org.sallyport.engine.net.tcp.TcpConnection;

/** The requests and answers of one connection, in order (RFC 9112 §9.3). */
final class HttpSession {
  private static final String ALLOW = "Allow: GET, HEAD\r\n";
  private static final String NO_MORE = "";

  private final Tcp tcp;
  private final Pages pages;
  private final HttpCounters counters;
  private final RequestHead head;
  private final byte[] input;
  private final HttpAnswer[] answers;
  private int inputLength;
  private int firstAnswer;
  private int answerCount;
  private boolean closing;

  HttpSession(Tcp tcp, Pages pages, HttpCounters counters, RequestHead head, HttpLimits limits) {
    this.tcp = tcp;
    this.pages = pages;
    this.counters = counters;
    this.head = head;
    this.input = new byte[limits.headBytes()];
    this.answers = new HttpAnswer[limits.answers()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = new HttpAnswer();
    }
  }

  /** A new connection. */
  void open() {
    inputLength = 0;
    firstAnswer = 0;
    answerCount = 0;
    closing = false;
  }

  /** The connection is over. */
  void forget() {
    while (answerCount > 0) {
      dropFirst();
    }
  }

  /** Whether an answer is on its way. */
  boolean isAnswering() {
    return answerCount > 0;
  }

  /** Whether a request has begun to arrive. */
  boolean hasBegun() {
    return inputLength > 0;
  }

  boolean isClosing() {
    return closing;
  }

  /** Answers what has come in, as far as there is room for answers. */
  void serve(TcpConnection connection, long nowNs) {
    boolean goesOn = true;
    while (goesOn && !closing && answerCount < answers.length) {
      inputLength += tcp.read(connection, input, inputLength, input.length - inputLength, nowNs);
      skipEmptyLines();
      goesOn = serveOne(connection, nowNs);
    }
    if (closing) {
      tcp.skip(connection, nowNs); // so that what still comes does not reset our last answer
    } else if (connection.peerClosed()
        && connection.readable() == 0
        && answerCount < answers.length) {
      close(connection, nowNs);
    }
  }

  // RFC 9112 §2.2: an empty line before a request is overlooked.
  private void skipEmptyLines() {
    int empty = 0;
    while (inputLength - empty >= 2 && input[empty] == '\r' && input[empty + 1] == '\n') {
      empty += 2;
    }
    discard(empty);
  }

  private boolean serveOne(TcpConnection connection, long nowNs) {
    int length = RequestHead.length(input, inputLength);
    if (length > 0) {
      answerRequest(connection, head.parse(input, length), nowNs);
      discard(length);
      return true;
    }
    int lineLength = firstLine();
    if (lineLength > RequestHead.LONGEST_LINE) {
      refuse(connection, HttpStatus.URI_TOO_LONG, nowNs);
    } else if (inputLength == input.length) {
      refuse(connection, HttpStatus.HEADER_TOO_LARGE, nowNs);
    }
    return false;
  }

  private int firstLine() {
    int at = 0;
    while (at < inputLength && input[at] != '\n') {
      at++;
    }
    return at;
  }

  private void discard(int octets) {
    inputLength -= octets;
    System.arraycopy(input, octets, input, 0, inputLength);
  }

  private void answerRequest(TcpConnection connection, HttpStatus status, long nowNs) {
    if (status == HttpStatus.OK) {
      WebPage page = pages.find(head.path(), nowNs);
      HttpStatus found = page == null ? HttpStatus.NOT_FOUND : HttpStatus.OK;
      WebPage body = page == null ? ErrorPages.of(found) : page;
      answer(connection, found, body, head.isHead(), head.persistence(), NO_MORE, nowNs);
    } else {
      Persistence after = status.closes() ? Persistence.CLOSES : head.persistence();
      String more = status == HttpStatus.METHOD_NOT_ALLOWED ? ALLOW : NO_MORE;
      answer(connection, status, ErrorPages.of(status), head.isHead(), after, more, nowNs);
    }
  }

  /** The last answer: after it the connection is closed. */
  void refuse(TcpConnection connection, HttpStatus status, long nowNs) {
    if (!closing && answerCount < answers.length) {
      answer(connection, status, ErrorPages.of(status), false, Persistence.CLOSES, NO_MORE, nowNs);
    }
  }

  private void answer(
      TcpConnection connection,
      HttpStatus status,
      WebPage page,
      boolean isHead,
      Persistence persistence,
      String more,
      long nowNs) {
    counters.answer(status);
    String fields = page.path().startsWith(StatusPages.PATH) ? StatusPages.FIELDS + more : more;
    HttpAnswer answer = answers[(firstAnswer + answerCount) % answers.length];
    answer.make(connection.offered(), status, page, isHead, persistence, fields);
    answerCount++;
    tcp.send(connection, answer.end() - answer.start(), nowNs);
    if (persistence.closes()) {
      close(connection, nowNs);
    }
  }

  /** Nothing more is answered; what was is still sent. */
  void close(TcpConnection connection, long nowNs) {
    closing = true;
    tcp.close(connection, nowNs);
  }

  /** The peer has acknowledged up to a position. */
  void acknowledged(long position) {
    while (answerCount > 0 && answers[firstAnswer].end() <= position) {
      dropFirst();
    }
  }

  private void dropFirst() {
    answers[firstAnswer].forget();
    firstAnswer = (firstAnswer + 1) % answers.length;
    answerCount--;
  }

  /** Octets of the answers, for TCP. */
  void copy(long position, byte[] target, int offset, int length) {
    int done = 0;
    for (int i = 0; i < answerCount && done < length; i++) {
      HttpAnswer answer = answers[(firstAnswer + i) % answers.length];
      if (position + done < answer.end()) {
        done += answer.copy(position + done, target, offset + done, length - done);
      }
    }
    assert done == length : "only what was offered and not acknowledged is asked for";
  }
}
