// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.bare.board.Console;
import org.sallyport.engine.config.BareConfig.LogLevel;
import org.sallyport.engine.port.OperatorLog;

/** The operator's log on the console, one line for an entry: seconds since boot, level, peer. */
final class ConsoleLog implements OperatorLog {
  private final LogLevel most;

  ConsoleLog(LogLevel most) {
    this.most = most;
  }

  @Override
  public void entry(Level level, String peer, String text, long nowNs) {
    LogLevel weight =
        switch (level) {
          case ERROR -> LogLevel.ERROR;
          case WARNING -> LogLevel.WARNING;
          case INFO -> LogLevel.INFO;
        };
    if (weight.compareTo(most) <= 0) {
      Console.line(seconds(nowNs) + " " + level + " " + peer + ": " + text);
    }
  }

  /** Seconds and milliseconds. */
  static String seconds(long nowNs) {
    long milliseconds = nowNs / 1_000_000;
    String fraction = String.valueOf(1000 + milliseconds % 1000);
    return milliseconds / 1000 + "." + fraction.substring(1);
  }
}
