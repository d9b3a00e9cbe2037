// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.List;

/**
 * Draws a counterexample as an SVG message-sequence diagram: one life line per participant, in
 * order of their first step; colours follow the reader's light or dark scheme.
 */
final class SequenceSvg {
  private static final int LINE = 16;
  private static final int TOP = 40;
  private static final double LETTER = 7.3;

  private final Counterexample example;
  private final List<String> participants;
  private final int column;
  private final StringBuilder out = new StringBuilder();
  private int y = TOP;

  private SequenceSvg(Counterexample example) {
    this.example = example;
    this.participants = SequenceDiagram.participants(example);
    this.column = (int) (SequenceDiagram.width(example) * LETTER) + 20;
  }

  static String draw(String title, Counterexample example) {
    return new SequenceSvg(example).document(title);
  }

  private String document(String title) {
    int number = 1;
    for (Counterexample.Step step : example.steps()) {
      step(number++, step);
    }
    if (!example.ending().isEmpty()) {
      text(10, example.ending(), "change");
    }
    String steps = out.toString();
    int width = 40 + participants.size() * column;
    int height = y + LINE;
    out.setLength(0);
    out.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n",
            width, height, width, height));
    out.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    out.append("  svg { background: #ffffff } text { font: 12px monospace; fill: #222222 }\n");
    out.append("  .head, .does { font-weight: bold } .change { fill: #8a4b00 }\n");
    out.append("  .row { fill: #1f5fa8 } line, path { stroke: #888888; fill: #888888 }\n");
    out.append("  @media (prefers-color-scheme: dark) { svg { background: #1b1b1d }\n");
    out.append("    text { fill: #dddddd } .change { fill: #e0a458 } .row { fill: #7fb2f0 } }\n");
    out.append("</style>\n");
    for (int i = 0; i < participants.size(); i++) {
      out.append(
          String.format(
              "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke-dasharray=\"2 3\"/>%n",
              x(i), TOP - 10, x(i), height));
      out.append(
          String.format(
              "<text class=\"head\" x=\"%d\" y=\"20\">%s</text>%n",
              x(i), escape(participants.get(i))));
    }
    return out.append(steps).append("</svg>\n").toString();
  }

  private int x(int participant) {
    return 40 + participant * column;
  }

  private void step(int number, Counterexample.Step step) {
    int left = x(Math.max(0, participants.indexOf(step.who()))) + 8;
    out.append(String.format("<text x=\"8\" y=\"%d\">%d</text>%n", y, number));
    text(left, SequenceDiagram.headline(step), "does");
    step.firings().forEach(firing -> text(left, SequenceDiagram.row(firing), "row"));
    step.changed().forEach(change -> text(left, change, "change"));
    step.sent().forEach(this::arrow);
    y += LINE / 2;
  }

  private void text(int left, String text, String kind) {
    out.append(
        String.format(
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, left, y, escape(text)));
    y += LINE;
  }

  private void arrow(TlaValue message) {
    int from = participants.indexOf(message.field("from").toString());
    int to = participants.indexOf(message.field("to").toString());
    if (from < 0 || to < 0 || from == to) {
      return;
    }
    text(Math.min(x(from), x(to)) + 20, SequenceDiagram.label(message), "message");
    int at = y - LINE + 5;
    int point = from < to ? -8 : 8;
    out.append(
        String.format("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n", x(from), at, x(to), at));
    out.append(String.format("<path d=\"M%d %d l%d -4 v8 z\"/>%n", x(to), at, point));
    y += LINE / 2;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
