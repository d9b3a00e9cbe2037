// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.sallyport.sim.command.UsageException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * PIT's {@code mutations.xml}.
 *
 * @param mutations by class and method, then in the order of their instructions
 */
public record MutationReport(List<Mutation> mutations) {
  /**
   * Reads a report.
   *
   * @throws IOException if it cannot be read
   * @throws UsageException if it is not PIT's
   */
  public static MutationReport read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null); // it would print what is thrown as well
      NodeList nodes = builder.parse(in).getElementsByTagName("mutation");
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        elements.add((Element) nodes.item(i));
      }
      // PIT's order changes with its threads; that of the instructions does not.
      elements.sort(
          Comparator.comparing((Element element) -> text(element, "mutatedClass"))
              .thenComparing(element -> text(element, "mutatedMethod"))
              .thenComparingInt(element -> Integer.parseInt(text(element, "lineNumber")))
              .thenComparingInt(element -> Integer.parseInt(text(element, "index"))));
      Map<String, Integer> seen = new HashMap<>();
      List<Mutation> mutations = new ArrayList<>();
      for (Element element : elements) {
        String kind =
            text(element, "mutatedClass")
                + '#'
                + text(element, "mutatedMethod")
                + text(element, "description");
        mutations.add(mutation(element, seen.merge(kind, 1, Integer::sum)));
      }
      return new MutationReport(List.copyOf(mutations));
    } catch (ParserConfigurationException | SAXException e) {
      throw new UsageException(
          file
              + " is no report of PIT: "
              + e.getMessage()
              + "\n  remedy: name the mutations.xml that PIT has written");
    }
  }

  private static Mutation mutation(Element element, int ordinal) {
    String type = text(element, "mutatedClass");
    int dot = type.lastIndexOf('.');
    return new Mutation(
        type.substring(0, dot),
        type.substring(dot + 1),
        text(element, "mutatedMethod"),
        Integer.parseInt(text(element, "lineNumber")),
        text(element, "description"),
        ordinal,
        element.getAttribute("status"),
        Boolean.parseBoolean(element.getAttribute("detected")));
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  /** Whether a test ran on any change; nothing is shown by changes that no test was run on. */
  public boolean isTested() {
    return mutations.isEmpty()
        || mutations.stream().anyMatch(mutation -> !mutation.status().equals("NO_COVERAGE"));
  }

  /** What no test noticed. */
  public List<Mutation> survivors() {
    return mutations.stream().filter(mutation -> !mutation.detected()).toList();
  }

  /** The mutations of each package, by name. */
  public Map<String, MutationReport> byPackage() {
    Map<String, List<Mutation>> parts = new TreeMap<>();
    for (Mutation mutation : mutations) {
      parts.computeIfAbsent(mutation.packageName(), name -> new ArrayList<>()).add(mutation);
    }
    Map<String, MutationReport> reports = new TreeMap<>();
    parts.forEach((name, part) -> reports.put(name, new MutationReport(List.copyOf(part))));
    return reports;
  }

  /** Mutations that a test noticed, in percent of all; 100 where there are none. */
  public double scorePercent() {
    return mutations.isEmpty()
        ? 100
        : 100.0 * (mutations.size() - survivors().size()) / mutations.size();
  }
}
