// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws events for a terminal: one column per host, one line per event, arrows with labels. Plain
 * ASCII, so that it survives logs and mail. Times are in milliseconds.
 */
public final class SequenceText {
  private static final int TIME_COLUMNS = 14;
  private static final int LEAST_GAP = 26;
  private static final int WIDEST_GAP = 64;
  private static final int ARROW_COLUMNS = 8; // what an arrow needs besides its label

  private final List<String> hosts;
  private final int gap;

  private SequenceText(List<String> hosts, List<SequenceEvent> events) {
    this.hosts = hosts;
    int widest = LEAST_GAP;
    for (SequenceEvent event : events) {
      if (event instanceof SequenceEvent.Message message) {
        widest = Math.max(widest, message.label().length() + ARROW_COLUMNS);
      }
    }
    this.gap = Math.min(widest, WIDEST_GAP);
  }

  /**
   * Draws.
   *
   * @param hosts the columns from left to right; every host an event names must be among them
   * @param events in the order of their times
   * @return lines that end in a line feed
   */
  public static String draw(List<String> hosts, List<SequenceEvent> events) {
    SequenceText text = new SequenceText(hosts, events);
    StringBuilder out = new StringBuilder();
    out.append(text.header());
    for (SequenceEvent event : events) {
      String line =
          switch (event) {
            case SequenceEvent.Message message -> text.message(message);
            case SequenceEvent.Note note -> text.note(note);
          };
      out.append(line.stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String header() {
    char[] line = put(blank(), TIME_COLUMNS - 2, "ms");
    for (int i = 0; i < hosts.size(); i++) {
      String host = hosts.get(i);
      int start = Math.max(0, lane(i) - host.length() / 2);
      line = put(line, start, host);
    }
    return new String(line).stripTrailing() + "\n" + new String(lanes("")).stripTrailing() + "\n";
  }

  private String message(SequenceEvent.Message message) {
    char[] line = lanes(milliseconds(message.timeNs()));
    int from = lane(column(message.from()));
    int to = lane(column(message.to()));
    boolean isRightward = to > from;
    boolean isLost = message.mark() == SequenceEvent.Mark.LOST;
    int left = Math.min(from, to) + 1;
    int right = Math.max(from, to) - 1;
    int end = isLost ? (right - left) / 6 : 0; // a lost arrow stops short of its target
    int first = isRightward ? left : left + end;
    int last = isRightward ? right - end : right;
    Arrays.fill(line, left, right + 1, ' ');
    Arrays.fill(line, first, last + 1, message.mark() == SequenceEvent.Mark.DUPLICATE ? '.' : '-');
    char head = isLost ? 'X' : isRightward ? '>' : '<';
    line[isRightward ? last : first] = head;
    String label = ' ' + shortened(message.label(), last - first - 4) + ' ';
    int start = first + (last - first + 1 - label.length()) / 2;
    line = put(line, start, label);
    StringBuilder out = new StringBuilder(new String(line).stripTrailing());
    if (message.mark() != SequenceEvent.Mark.LOST && message.arrivalNs() > message.timeNs()) {
      out.append("  +").append(milliseconds(message.arrivalNs() - message.timeNs()).strip());
    }
    if (!message.mark().words().isEmpty()) {
      out.append("  ").append(message.mark().words());
    }
    return out.toString();
  }

  private String note(SequenceEvent.Note note) {
    char[] line = lanes(milliseconds(note.timeNs()));
    return new String(put(line, lane(column(note.host())), "* " + note.text()));
  }

  private int column(String host) {
    int column = hosts.indexOf(host);
    if (column < 0) {
      throw new IllegalArgumentException("no column for host " + host + " among " + hosts);
    }
    return column;
  }

  private int lane(int column) {
    return TIME_COLUMNS + 6 + column * gap;
  }

  private char[] lanes(String time) {
    char[] line = put(blank(), 0, time);
    for (int i = 0; i < hosts.size(); i++) {
      line[lane(i)] = '|';
    }
    return line;
  }

  private char[] blank() {
    char[] line = new char[lane(hosts.size() - 1) + 1];
    Arrays.fill(line, ' ');
    return line;
  }

  private static char[] put(char[] line, int start, String text) {
    char[] longer = Arrays.copyOf(line, Math.max(line.length, start + text.length()));
    Arrays.fill(longer, line.length, longer.length, ' ');
    text.getChars(0, text.length(), longer, start);
    return longer;
  }

  private static String shortened(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 2)) + "..";
  }

  static String milliseconds(long timeNs) {
    return String.format(Locale.ROOT, "%10d.%03d", timeNs / 1_000_000, timeNs / 1000 % 1000);
  }
}
