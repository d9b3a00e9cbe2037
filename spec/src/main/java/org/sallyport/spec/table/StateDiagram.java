// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;

/**
 * Draws a machine as a state diagram. Rows that lead to another state are arrows, coloured by role;
 * rows that stay are lines inside the state; refusals are left out. The same machine gives the same
 * bytes.
 */
public final class StateDiagram {
  private static final Map<String, String> COLOURS =
      Map.of("initiator", "#1F5FA8", "responder", "#1B7F4B", "both", "#444444");

  /** Book-keeping that would only clutter the picture; the generated Javadoc has every action. */
  private static final String NOT_DRAWN =
      "(Audit|Count|Arm|Disarm|Restart(?!Init)|Release|Stop|Forget|BackOff|Queue|Ignore).*";

  private final Machine machine;

  /**
   * @param machine a table without {@linkplain TableChecks#problems problems}
   */
  public StateDiagram(Machine machine) {
    this.machine = machine;
  }

  /** The diagram as an SVG document. */
  public String svg() {
    System.setProperty("java.awt.headless", "true");
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      new SourceStringReader(source())
          .outputImage(out, new FileFormatOption(FileFormat.SVG, false));
      return out.toString(StandardCharsets.UTF_8)
              .replaceAll("(?s)<!--.*?-->|<\\?plantuml.*?\\?>", "")
          + "\n";
    } catch (IOException e) {
      throw new SpecException("Cannot draw " + machine.name() + ": " + e.getMessage(), e);
    }
  }

  /** The diagram in PlantUML's notation. */
  String source() {
    StringBuilder out = new StringBuilder("@startuml\n!pragma layout smetana\n");
    out.append("hide empty description\n");
    out.append("skinparam defaultFontName sans-serif\nskinparam defaultFontSize 12\n");
    out.append("skinparam ArrowFontSize 11\nskinparam nodesep 60\nskinparam ranksep 70\n");
    out.append(
        "skinparam state {\nBackgroundColor #FBFBF6\nBorderColor #555555\nFontSize 14\nAttributeFontSize 11\n}\n");
    out.append("title ").append(machine.name()).append('\n');
    for (Machine.Name state : machine.states()) {
      out.append("state ").append(state.name()).append('\n');
      inside(out, state.name());
    }
    if (moves()) {
      out.append("[*] --> ").append(machine.states().get(0).name()).append('\n');
    }
    arrows()
        .forEach((arrow, labels) ->
            out.append(arrow.from)
                .append(" -[")
                .append(COLOURS.get(arrow.role))
                .append("]-> ")
                .append(arrow.to)
                .append(" : <color:")
                .append(COLOURS.get(arrow.role))
                .append('>')
                .append(String.join("\\n<color:" + COLOURS.get(arrow.role) + ">", labels))
                .append('\n'));
    out.append("legend bottom\n");
    for (String role : List.of("initiator", "responder", "both")) {
      if (machine.rows().stream().anyMatch(row -> !row.refusal() && row.role().equals(role))) {
        out.append("<color:")
            .append(COLOURS.get(role))
            .append("><b>")
            .append(role.equals("both") ? "both roles" : role);
        out.append("</b></color>   ");
      }
    }
    out.append(
        "\nArrow: event / actions. Inside a state: what it answers and stays. Refusals are left out.\n");
    return out.append("endlegend\n@enduml\n").toString();
  }

  private record Arrow(String from, String to, String role) {}

  private boolean moves() {
    return machine.rows().stream().anyMatch(row -> !row.next().equals(row.from()));
  }

  private void inside(StringBuilder out, String state) {
    for (String role : List.of("initiator", "responder", "both")) {
      for (Machine.Row row : machine.rows()) {
        if (!row.refusal()
            && row.from().equals(state)
            && row.next().equals(state)
            && row.role().equals(role)) {
          out.append(state)
              .append(" : <color:")
              .append(COLOURS.get(role))
              .append('>')
              .append(label(row))
              .append('\n');
        }
      }
    }
  }

  private Map<Arrow, List<String>> arrows() {
    return machine.rows().stream()
        .filter(row -> !row.refusal() && !row.next().equals(row.from()))
        .collect(
            Collectors.groupingBy(
                row -> new Arrow(row.from(), row.next(), row.role()),
                LinkedHashMap::new,
                Collectors.mapping(StateDiagram::label, Collectors.toList())));
  }

  private static String label(Machine.Row row) {
    List<String> drawn =
        row.actions().stream().filter(action -> !action.matches(NOT_DRAWN)).toList();
    return row.on() + (drawn.isEmpty() ? "" : " / " + String.join(", ", drawn));
  }
}
