// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/** What the web server counted since its start. */
public final class HttpCounters {
  private final long[] answers = new long[HttpStatus.values().length];
  private long idleCloses;
  private long stalls;

  HttpCounters() {}

  void answer(HttpStatus status) {
    answers[status.ordinal()]++;
  }

  void idleClose() {
    idleCloses++;
  }

  void stall() {
    stalls++;
  }

  /** How many answers had a status code. */
  public long answers(int code) {
    long sum = 0;
    for (HttpStatus status : HttpStatus.values()) {
      sum += status.code() == code ? answers[status.ordinal()] : 0;
    }
    return sum;
  }

  /** How many answers were given. */
  public long answers() {
    long sum = 0;
    for (long count : answers) {
      sum += count;
    }
    return sum;
  }

  /** Connections that were closed because no request came. */
  public long idleCloses() {
    return idleCloses;
  }

  /** Connections that were given up because the peer took nothing. */
  public long stalls() {
    return stalls;
  }
}
