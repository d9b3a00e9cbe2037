// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tla2sany.explorer.ExploreNode;
import tla2sany.explorer.ExplorerVisitor;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/** Where the names and rows of a machine stand in its module: file and line. */
final class TablePlaces {
  /** The arguments of {@code Row} and of {@code Refuse}, see TransitionTable.tla. */
  private static final int ROW_FROM = 1;

  private static final int ROW_ON = 2;
  private static final int REFUSE_STORY = 4;

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");

  private final ModuleNode module;
  private final Map<List<String>, String> rows = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final List<Machine.Mention> mentions = new ArrayList<>();

  @SuppressWarnings("JdkObsolete") // SANY takes a Hashtable.
  TablePlaces(ModuleNode module) {
    this.module = module;
    module.walkGraph(
        new Hashtable<>(),
        new ExplorerVisitor() {
          @Override
          public void preVisit(ExploreNode node) {
            if (node instanceof OpApplNode application) {
              note(application);
            } else if (node instanceof StringNode string) {
              note(string);
            }
          }
        });
  }

  private void note(OpApplNode node) {
    ExprOrOpArgNode[] arguments = node.getArgs();
    switch (node.getOperator().getName().toString()) {
      case "Row" -> {
        if (arguments[ROW_FROM] instanceof StringNode from
            && arguments[ROW_ON] instanceof StringNode on) {
          rows.putIfAbsent(List.of(text(from), text(on)), SourceLines.place(node));
        }
      }
      case "Refuse" -> {
        if (arguments[REFUSE_STORY] instanceof StringNode story) {
          refusals.putIfAbsent(text(story), SourceLines.place(node));
        }
      }
      default -> {}
    }
  }

  private void note(StringNode node) {
    if (NAME.matcher(text(node)).matches() && isOurs(node)) {
      mentions.add(new Machine.Mention(text(node), SourceLines.place(node)));
    }
  }

  /** Whether this is in the module itself, not in one that it extends. */
  private boolean isOurs(SemanticNode node) {
    return node.getLocation().source().equals(module.getName().toString());
  }

  private static String text(StringNode node) {
    return node.getRep().toString();
  }

  /** The names that the module uses. */
  List<Machine.Mention> mentions() {
    return List.copyOf(mentions);
  }

  /** The place of a row; where it is not written out, of the list of all. */
  String row(String from, String on) {
    return rows.getOrDefault(List.of(from, on), operator("Rows"));
  }

  /** The place of the branch that refuses with this story. */
  String refusal(String story) {
    return refusals.getOrDefault(story, operator("Refusal"));
  }

  /** The places of {@code count} documented names. */
  List<String> names(String operator, int count) {
    OpDefNode definition = module.getOpDef(operator);
    if (definition == null) {
      return List.of();
    }
    return of(definition.getBody(), count);
  }

  /** The places of a list's elements where they are written out one by one, else of the whole. */
  static List<String> of(ExprNode list, int count) {
    List<ExprOrOpArgNode> elements = SourceLines.elements(list);
    List<String> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(SourceLines.place(elements.size() == count ? elements.get(i) : list));
    }
    return places;
  }

  private String operator(String name) {
    SemanticNode definition = module.getOpDef(name);
    return SourceLines.place(definition == null ? module : definition);
  }
}
