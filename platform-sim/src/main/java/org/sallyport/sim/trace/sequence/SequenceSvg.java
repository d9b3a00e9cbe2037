// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws events as one self-contained SVG. Every send, arrival and note has a row of its own, in the
 * order of time, so arrows slant and overtaking is seen; rows are evenly spaced however long the
 * time between them.
 */
public final class SequenceSvg {
  private static final int ROW_PIXELS = 22;
  private static final int TIME_PIXELS = 110;
  private static final int HEADER_PIXELS = 64;
  private static final int LEAST_GAP_PIXELS = 260;
  private static final double LETTER_PIXELS = 7.0;

  private static final String STYLE =
      """
      <style>
        svg { background: #ffffff; font: 12px ui-monospace, Menlo, Consolas, monospace; }
        .host { fill: #1f3a5f; } .hostname { fill: #ffffff; font-weight: 600; }
        .lane { stroke: #9aa7b8; stroke-dasharray: 2 4; } .time { fill: #6b7685; font-size: 11px; }
        .label { fill: #1b2430; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
        .note { fill: #3d4a5c; font-style: italic; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
        .dot { fill: #3d4a5c; } .arrow { fill: none; stroke-width: 1.5; }
        .DELIVERED { stroke: #1b6e3c; } .LOST { stroke: #b3261e; } .DUPLICATE { stroke: #1565c0; stroke-dasharray: 5 3; }
        .CORRUPTED { stroke: #c77700; } .REPLAYED { stroke: #7b1fa2; stroke-dasharray: 1 3; }
      </style>
      """;

  private final List<String> hosts;
  private final List<SequenceEvent> events;
  private final List<Moment> moments = new ArrayList<>();
  private final int[] startRows;
  private final int[] endRows;
  private final int gapPixels;

  private SequenceSvg(List<String> hosts, List<SequenceEvent> events) {
    this.hosts = hosts;
    this.events = events;
    this.startRows = new int[events.size()];
    this.endRows = new int[events.size()];
    double widest = LEAST_GAP_PIXELS;
    for (int i = 0; i < events.size(); i++) {
      moments.add(new Moment(events.get(i).timeNs(), i, false));
      if (events.get(i) instanceof SequenceEvent.Message message) {
        widest = Math.max(widest, (label(message).length() + 6) * LETTER_PIXELS);
        boolean arrivesLater =
            message.mark() != SequenceEvent.Mark.LOST && message.arrivalNs() > message.timeNs();
        if (arrivesLater) {
          moments.add(new Moment(message.arrivalNs(), i, true));
        }
      }
    }
    this.gapPixels = (int) widest;
    moments.sort(Comparator.comparingLong(Moment::timeNs)); // stable: equal times keep their order
    for (int row = 0; row < moments.size(); row++) {
      Moment moment = moments.get(row);
      if (!moment.isArrival()) {
        startRows[moment.event()] = row;
      }
      endRows[moment.event()] = row;
    }
  }

  /**
   * Draws.
   *
   * @param title shown on top
   * @param hosts the columns from left to right; every host an event names must be among them
   * @param events in any order
   */
  public static String draw(String title, List<String> hosts, List<SequenceEvent> events) {
    return new SequenceSvg(hosts, events).draw(title);
  }

  private String draw(String title) {
    int bottom = HEADER_PIXELS + (moments.size() + 1) * ROW_PIXELS;
    int width = lane(hosts.size() - 1) + gapPixels;
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
            .formatted(width, bottom, width, bottom));
    out.append("<title>").append(escaped(title)).append("</title>\n").append(STYLE);
    out.append("<text x=\"10\" y=\"18\" class=\"label\">")
        .append(escaped(title))
        .append("</text>\n");
    for (int i = 0; i < hosts.size(); i++) {
      drawHost(out, i, bottom);
    }
    for (int i = 0; i < events.size(); i++) {
      drawTime(out, startRows[i], events.get(i).timeNs());
      switch (events.get(i)) {
        case SequenceEvent.Message message -> drawMessage(out, message, startRows[i], endRows[i]);
        case SequenceEvent.Note note -> drawNote(out, note, startRows[i]);
      }
    }
    return out.append("</svg>\n").toString();
  }

  private void drawHost(StringBuilder out, int column, int bottom) {
    int x = lane(column);
    int half = (int) (hosts.get(column).length() * LETTER_PIXELS / 2) + 14;
    out.append(
        "<rect class=\"host\" x=\"%d\" y=\"28\" width=\"%d\" height=\"24\" rx=\"4\"/>\n"
            .formatted(x - half, 2 * half));
    out.append(
        "<text class=\"hostname\" x=\"%d\" y=\"44\" text-anchor=\"middle\">%s</text>\n"
            .formatted(x, escaped(hosts.get(column))));
    out.append(
        "<line class=\"lane\" x1=\"%d\" y1=\"52\" x2=\"%d\" y2=\"%d\"/>\n".formatted(x, x, bottom));
  }

  private void drawTime(StringBuilder out, int row, long timeNs) {
    out.append(
        "<text class=\"time\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s ms</text>\n"
            .formatted(TIME_PIXELS - 10, y(row) + 4, SequenceText.milliseconds(timeNs).strip()));
  }

  private void drawMessage(
      StringBuilder out, SequenceEvent.Message message, int startRow, int endRow) {
    int from = lane(column(message.from()));
    int to = lane(column(message.to()));
    boolean isLost = message.mark() == SequenceEvent.Mark.LOST;
    int x2 = isLost ? from + (to - from) * 3 / 4 : to;
    int y1 = y(startRow);
    int y2 = y(endRow);
    String color = message.mark().name();
    out.append(
        "<line class=\"arrow %s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n"
            .formatted(color, from, y1, x2, y2));
    if (isLost) {
      out.append(
          "<path class=\"arrow LOST\" d=\"M%d %d l10 10 m0 -10 l-10 10\"/>\n"
              .formatted(x2 - 5, y2 - 5));
    } else {
      int back = to > from ? -8 : 8;
      out.append(
          "<path class=\"arrow %s\" stroke-dasharray=\"none\" d=\"M%d %d L%d %d L%d %d\"/>\n"
              .formatted(color, to + back, y2 - 5, to, y2, to + back, y2 + 5));
    }
    // Beside the sender, on the row that only this message has: labels never lie on each other.
    boolean isRightward = to > from;
    out.append(
        "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(
                isRightward ? from + 8 : from - 8,
                y1 - 4,
                isRightward ? "start" : "end",
                escaped(label(message))));
  }

  private void drawNote(StringBuilder out, SequenceEvent.Note note, int row) {
    int x = lane(column(note.host()));
    out.append("<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"3\"/>\n".formatted(x, y(row)));
    out.append(
        "<text class=\"note\" x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(x + 8, y(row) + 4, escaped(note.text())));
  }

  private static String label(SequenceEvent.Message message) {
    String words = message.mark().words();
    return words.isEmpty() ? message.label() : message.label() + " (" + words + ")";
  }

  private int column(String host) {
    int column = hosts.indexOf(host);
    if (column < 0) {
      throw new IllegalArgumentException("no column for host " + host + " among " + hosts);
    }
    return column;
  }

  private int lane(int column) {
    return TIME_PIXELS + 60 + column * gapPixels;
  }

  private static int y(int row) {
    return HEADER_PIXELS + (row + 1) * ROW_PIXELS;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A row of the picture. */
  private record Moment(long timeNs, int event, boolean isArrival) {}
}
