// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;

/**
 * Finds the antecedents of a property: of the implications that it is made of, down through
 * quantifiers, conjunctions, definitions, {@code []} and {@code [...]_v}. What stands below a
 * disjunction, a negation or {@code <>} is not demanded by itself and is left alone.
 */
final class Antecedents {
  private static final Set<String> CONJUNCTIONS = Set.of("$ConjList", "\\land", "[]");

  private final ParsedModule module;
  private final String property;
  private final List<Antecedent> found = new ArrayList<>();

  /** With what the operator is applied that is looked into; empty outside of any. */
  private String applied = "";

  private Antecedents(ParsedModule module, String property) {
    this.module = module;
    this.property = property;
  }

  static List<Antecedent> of(ParsedModule module, String property) {
    Antecedents antecedents = new Antecedents(module, property);
    antecedents.collect(module.operator(property).getBody(), "", false);
    return List.copyOf(antecedents.found);
  }

  /**
   * @param scope what binds the names in {@code node}, as the beginning of a formula
   * @param ofStep whether a step is spoken of
   */
  private void collect(SemanticNode node, String scope, boolean ofStep) {
    if (node instanceof LetInNode let) {
      StringBuilder inner = new StringBuilder(scope).append("LET\n");
      for (OpDefNode definition : let.getLets()) {
        inner.append(module.text(definition)).append('\n');
      }
      collect(let.getBody(), inner.append("IN\n").toString(), ofStep);
    } else if (node instanceof OpApplNode application) {
      collectApplied(application, scope, ofStep);
    }
  }

  private void collectApplied(OpApplNode node, String scope, boolean ofStep) {
    String operator = node.getOperator().getName().toString();
    ExprOrOpArgNode[] arguments = node.getArgs();
    if (CONJUNCTIONS.contains(operator)) {
      for (ExprOrOpArgNode argument : arguments) {
        collect(argument, scope, ofStep);
      }
      return;
    }
    switch (operator) {
      case "=>", "~>" -> implication(node, scope, ofStep);
      case "$SquareAct" -> collect(arguments[0], scope, true);
      case "$BoundedForall", "$BoundedExists" ->
          collect(arguments[0], scope + quantifier(node), ofStep);
      case "$IfThenElse" -> {
        String condition = module.text(arguments[0]);
        collect(arguments[1], scope + "(\n" + condition + "\n) /\\ \n", ofStep);
        collect(arguments[2], scope + "~(\n" + condition + "\n) /\\ \n", ofStep);
      }
      default -> definition(node, scope, ofStep);
    }
  }

  private void implication(OpApplNode node, String scope, boolean ofStep) {
    ExprOrOpArgNode antecedent = node.getArgs()[0];
    String text = module.text(antecedent);
    if (((ExprNode) antecedent).getLevel() > LevelConstants.ActionLevel) {
      return;
    }
    Location place = antecedent.getLocation();
    found.add(
        new Antecedent(
            property,
            Antecedent.onOneLine(text) + applied,
            place.source() + ".tla:" + place.beginLine(),
            ofStep || ((ExprNode) antecedent).getLevel() == LevelConstants.ActionLevel,
            scope + "(\n" + text + "\n)"));
    collect(node.getArgs()[1], scope + "(\n" + text + "\n) /\\ \n", ofStep);
  }

  private String quantifier(OpApplNode node) {
    StringBuilder bounds = new StringBuilder();
    FormalParamNode[][] names = node.getBdedQuantSymbolLists();
    for (int i = 0; i < names.length; i++) {
      List<String> list = new ArrayList<>();
      for (FormalParamNode name : names[i]) {
        list.add(name.getName().toString());
      }
      String together = String.join(", ", list);
      bounds
          .append(i == 0 ? "\\E " : ", ")
          .append(node.isBdedQuantATuple()[i] ? "<<" + together + ">>" : together)
          .append(" \\in (\n")
          .append(module.text(node.getBdedQuantBounds()[i]))
          .append("\n)");
    }
    return bounds.append(" :\n").toString();
  }

  /** A formula that stands elsewhere, with its parameters as local definitions. */
  private void definition(OpApplNode node, String scope, boolean ofStep) {
    if (!(node.getOperator() instanceof OpDefNode defined)
        || defined.getBody() == null
        || defined.isStandardModule()
        || defined.getName().toString().contains("!")
        || defined.getLocation().equals(Location.nullLoc)) {
      return;
    }
    StringBuilder inner = new StringBuilder(scope);
    FormalParamNode[] parameters = defined.getParams();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getArity() > 0) {
        return;
      }
      inner.append(i == 0 ? "LET " : " ").append(parameters[i].getName()).append(" ==\n");
      inner.append(module.text(node.getArgs()[i])).append('\n');
    }
    String before = applied;
    if (parameters.length > 0) {
      inner.append("IN\n");
      applied = " of " + Antecedent.onOneLine(module.text(node));
    }
    collect(defined.getBody(), inner.toString(), ofStep);
    applied = before;
  }
}
