// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws a counterexample as a message-sequence diagram in text: one column per participant, one
 * block per step.
 */
final class SequenceDiagram {
  private static final int MARGIN = 5;

  private final List<String> participants;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private SequenceDiagram(Counterexample example) {
    this.participants = participants(example);
    this.width = width(example);
  }

  static String draw(Counterexample example) {
    SequenceDiagram diagram = new SequenceDiagram(example);
    diagram.heads();
    int number = 1;
    for (Counterexample.Step step : example.steps()) {
      diagram.step(number++, step);
    }
    if (!example.ending().isEmpty()) {
      diagram.out.append("  ").append(example.ending()).append('\n');
    }
    return diagram.out.toString();
  }

  static List<String> participants(Counterexample example) {
    Set<String> names = new LinkedHashSet<>();
    for (Counterexample.Step step : example.steps()) {
      for (TlaValue message : step.sent()) {
        names.add(message.field("from").toString());
      }
      names.add(step.who());
      for (TlaValue message : step.sent()) {
        names.add(message.field("to").toString());
      }
    }
    names.remove("");
    return List.copyOf(names);
  }

  /** Wide enough for the longest text, so that columns stay columns. */
  static int width(Counterexample example) {
    int longest = 24;
    for (Counterexample.Step step : example.steps()) {
      longest = Math.max(longest, headline(step).length());
      for (Counterexample.Firing firing : step.firings()) {
        longest = Math.max(longest, row(firing).length());
      }
      for (String change : step.changed()) {
        longest = Math.max(longest, change.length() + 2);
      }
      for (TlaValue message : step.sent()) {
        longest = Math.max(longest, label(message).length() + 6);
      }
    }
    return longest + 4;
  }

  private void heads() {
    StringBuilder names = new StringBuilder(" ".repeat(MARGIN));
    for (String name : participants) {
      names.append(pad(name, width));
    }
    out.append(names.toString().stripTrailing()).append('\n');
  }

  private void step(int number, Counterexample.Step step) {
    int column = Math.max(0, participants.indexOf(step.who()));
    cell(String.format("%3d ", number), column, headline(step));
    for (Counterexample.Firing firing : step.firings()) {
      cell("", column, row(firing));
    }
    for (String change : step.changed()) {
      cell("", column, "  " + change);
    }
    for (TlaValue message : step.sent()) {
      arrow(message);
    }
  }

  /** A line with text in one column and life lines in the others. */
  private void cell(String margin, int column, String text) {
    StringBuilder line = new StringBuilder(pad(margin, MARGIN));
    for (int i = 0; i < participants.size(); i++) {
      line.append(pad(i == column ? "| " + text : "|", width));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private void arrow(TlaValue message) {
    int from = participants.indexOf(message.field("from").toString());
    int to = participants.indexOf(message.field("to").toString());
    int left = Math.min(from, to);
    int right = Math.max(from, to);
    if (left < 0 || left == right) {
      return;
    }
    StringBuilder line = new StringBuilder(" ".repeat(MARGIN));
    for (int i = 0; i < left; i++) {
      line.append(pad("|", width));
    }
    int span = (right - left) * width - 1;
    String text = " " + label(message) + " ";
    int dashes = Math.max(0, span - text.length() - 2);
    String body = "-".repeat(dashes / 2) + text + "-".repeat(dashes - dashes / 2);
    line.append('|').append(from < to ? "-" + body + ">" : "<" + body + "-");
    for (int i = right; i < participants.size(); i++) {
      line.append(pad("|", width));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  static String headline(Counterexample.Step step) {
    StringBuilder text = new StringBuilder(step.does());
    for (TlaValue message : step.received()) {
      text.append(" (").append(label(message)).append(')');
    }
    return text.toString();
  }

  static String row(Counterexample.Firing firing) {
    String arrow =
        firing.refusal() ? " refuses " + firing.on() : " --" + firing.on() + "--> " + firing.next();
    String place = firing.place().isEmpty() ? "" : "  (" + firing.place() + ")";
    return firing.machine() + ": " + firing.from() + arrow + place;
  }

  /** {@code Protected{Auth} request 1}, or the fields of a simpler message. */
  static String label(TlaValue message) {
    TlaValue content = message.field("content");
    if (content instanceof TlaValue.Fields) {
      String what = content.field("inner").field("what").toString();
      String text = content.field("kind") + (what.isEmpty() ? "" : "{" + what + "}");
      String serial = content.field("serial").toString();
      return text
          + (serial.isEmpty() ? "" : " number " + serial)
          + (message.field("response").toString().equals("TRUE") ? ", answer to " : ", request ")
          + message.field("id");
    }
    if (message instanceof TlaValue.Fields fields) {
      List<String> parts = new ArrayList<>();
      fields
          .fields()
          .forEach((name, value) -> {
            if (!Set.of("from", "to", "kind").contains(name)) {
              parts.add(name + " " + value);
            }
          });
      String kind = message.field("kind").toString();
      return (kind.isEmpty() ? "" : kind + " ") + String.join(", ", parts);
    }
    return message.toString();
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }
}
