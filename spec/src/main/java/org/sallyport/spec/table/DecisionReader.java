// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.impl.FastTool;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/** Reads {@code FactDocs} and {@code Decisions} of a module, with the places of their elements. */
final class DecisionReader {
  private final String module;
  private final FastTool tool;

  DecisionReader(String module, FastTool tool) {
    this.module = module;
    this.tool = tool;
  }

  DecisionModule read() {
    String machine = module.substring(0, module.length() - DecisionModule.SUFFIX.length());
    return new DecisionModule(machine, facts(), decisions());
  }

  private List<DecisionModule.Fact> facts() {
    Value[] values = TableEvaluator.tuple(TableEvaluator.value(module, tool, "FactDocs"));
    List<String> places = TablePlaces.of(body("FactDocs"), values.length);
    List<DecisionModule.Fact> facts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      RecordValue fact = record(values[i]);
      List<String> names = new ArrayList<>();
      for (Value value : TableEvaluator.tuple(field(fact, "values"))) {
        names.add(name(value));
      }
      facts.add(
          new DecisionModule.Fact(
              text(fact, "name"), List.copyOf(names), text(fact, "says"), places.get(i)));
    }
    return List.copyOf(facts);
  }

  private List<DecisionModule.Decision> decisions() {
    Value[] values = TableEvaluator.tuple(TableEvaluator.value(module, tool, "Decisions"));
    List<ExprOrOpArgNode> nodes = SourceLines.elements(body("Decisions"));
    List<DecisionModule.Decision> decisions = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      ExprNode node =
          i < nodes.size() ? SourceLines.resolved((ExprNode) nodes.get(i)) : body("Decisions");
      RecordValue decision = record(values[i]);
      decisions.add(
          new DecisionModule.Decision(
              text(decision, "name"),
              text(decision, "says"),
              rules(TableEvaluator.tuple(field(decision, "rules")), node),
              SourceLines.place(node)));
    }
    return List.copyOf(decisions);
  }

  private List<DecisionModule.Rule> rules(Value[] values, ExprNode decision) {
    ExprOrOpArgNode list =
        decision instanceof OpApplNode application && application.getArgs().length == 3
            ? application.getArgs()[2]
            : decision;
    List<String> places = TablePlaces.of((ExprNode) list, values.length);
    List<DecisionModule.Rule> rules = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      RecordValue rule = record(values[i]);
      List<DecisionModule.Condition> when = new ArrayList<>();
      for (Value condition : TableEvaluator.tuple(field(rule, "when"))) {
        Value[] both = TableEvaluator.tuple(condition);
        when.add(new DecisionModule.Condition(name(both[0]), name(both[1])));
      }
      rules.add(
          new DecisionModule.Rule(
              List.copyOf(when),
              text(rule, "event"),
              text(rule, "rfc"),
              text(rule, "story"),
              places.get(i)));
    }
    return List.copyOf(rules);
  }

  private ExprNode body(String operator) {
    OpDefNode definition = tool.getSpecProcessor().getRootModule().getOpDef(operator);
    if (definition == null) {
      throw new SpecException(module + ".tla does not define " + operator);
    }
    return definition.getBody();
  }

  private Value field(RecordValue record, String name) {
    return TableEvaluator.field(module, record, name);
  }

  private String text(RecordValue record, String name) {
    return name(field(record, name));
  }

  private RecordValue record(Value value) {
    if (value.toRcd() instanceof RecordValue record) {
      return record;
    }
    throw new SpecException(module + ".tla: a record is wanted, not " + value);
  }

  private static String name(Value value) {
    return value instanceof StringValue text ? text.val.toString() : value.toString();
  }
}
