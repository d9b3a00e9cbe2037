// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;

/**
 * Where the elements of a sequence stand in the source, as far as it is written out: a tuple, a
 * concatenation, or the name of either.
 */
final class SourceLines {
  private SourceLines() {}

  /** The expressions of the elements that {@code node} is made of, in order. */
  static List<ExprOrOpArgNode> elements(SemanticNode node) {
    List<ExprOrOpArgNode> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  private static void collect(SemanticNode node, List<ExprOrOpArgNode> found) {
    if (!(node instanceof OpApplNode application)) {
      return;
    }
    String operator = application.getOperator().getName().toString();
    if (operator.equals("$Tuple")) {
      found.addAll(List.of(application.getArgs()));
    } else if (operator.equals("\\o")) {
      for (ExprOrOpArgNode part : application.getArgs()) {
        collect(part, found);
      }
    } else if (application.getOperator() instanceof OpDefNode definition
        && definition.getArity() == 0) {
      collect(definition.getBody(), found);
    }
  }

  /** The application that an element stands for: itself, or what its name is defined as. */
  static ExprNode resolved(ExprNode node) {
    return node instanceof OpApplNode application
            && application.getOperator() instanceof OpDefNode definition
            && definition.getArity() == 0
            && definition.getBody() != null
            && !application.getOperator().getName().toString().startsWith("$")
        ? definition.getBody()
        : node;
  }

  /** File and line of a node. */
  static String place(SemanticNode node) {
    Location location = node.getLocation();
    return location.source() + ".tla:" + location.beginLine();
  }
}
