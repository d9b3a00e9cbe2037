// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.spec.table.Nearest;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;

/** Finds the names of a model's configuration that its system module does not know. */
final class ConfigurationNames {
  private static final Pattern CONSTANT = Pattern.compile("^\\s+(\\w+)\\s*(?:=|<-)\\s*(\\S+).*");
  private static final Pattern OPERATOR =
      Pattern.compile("^(?:SPECIFICATION|VIEW|SYMMETRY|CONSTRAINT|ACTION_CONSTRAINT) (\\w+)\\s*");

  private ConfigurationNames() {}

  /** One line for each unknown name, with those that may have been meant. */
  static List<String> problems(ParsedModule module, ModelConfiguration configuration) {
    List<String> operators =
        Arrays.stream(module.root().getOpDefs())
            .filter(definition -> !definition.isStandardModule())
            .map(OpDefNode::getName)
            .map(Object::toString)
            .toList();
    List<String> constants =
        Arrays.stream(module.root().getConstantDecls())
            .map(OpDeclNode::getName)
            .map(Object::toString)
            .toList();
    List<String> problems = new ArrayList<>();
    for (String property : configuration.properties()) {
      require("property", property, operators, problems);
    }
    for (String line : configuration.rest()) {
      Matcher constant = CONSTANT.matcher(line);
      Matcher operator = OPERATOR.matcher(line);
      // A name that is its own value is a model value and needs no declaration.
      if (constant.matches() && !constant.group(1).equals(constant.group(2))) {
        require("constant", constant.group(1), constants, problems);
      } else if (operator.matches()) {
        require("operator", operator.group(1), operators, problems);
      }
    }
    return problems;
  }

  private static void require(String kind, String name, List<String> known, List<String> problems) {
    if (!known.contains(name)) {
      problems.add("no " + kind + " " + name + Nearest.hint(name, known));
    }
  }
}
