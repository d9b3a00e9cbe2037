// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every machine is executed in one place, where an action that is not done does not compile: by a
 * class that implements its generated interface, or, where a firing is made of plain numbers, by a
 * switch expression over its actions. Methods have the names of their actions. A switch statement
 * would let a new action become one that does nothing.
 */
final class ActionsAreDoneTest {
  private static final String TABLES = "org.sallyport.engine.table";

  /** What javac throws in an expression for a constant that is no longer one of its enum's. */
  private static final String MARK_OF_AN_EXPRESSION = "java.lang.MatchException";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sallyport.engine");

  @Test
  void everyMachineIsExecutedWhereAnActionThatIsNotDoneDoesNotCompile() {
    List<JavaClass> machines =
        ENGINE.stream()
            .filter(type -> type.getPackageName().equals(TABLES))
            .filter(type -> type.isEnum() && type.getSimpleName().endsWith("Action"))
            .toList();
    assertFalse(machines.isEmpty(), "no machine was generated");
    List<String> problems = new ArrayList<>();
    machines.forEach(actions -> problems.addAll(problems(actions, ENGINE)));
    assertEquals(List.of(), problems);
  }

  @Test
  void switchStatementsAndOtherNamesAreFound() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Statement.class, OtherNames.class);
    JavaClass actions = ENGINE.get(TurnOrderAction.class);
    assertEquals(
        List.of(
            "TurnOrder: a switch statement over its actions in Statement",
            "TurnOrder: OtherNames has no method dispatchPriority",
            "TurnOrder: executed in 2 places"),
        problems(actions, wrong));
    assertEquals(List.of("TurnOrder: executed in 0 places"), problems(actions, Set.of()));
    Statement statement = new Statement();
    statement.perform(TurnOrderAction.DISPATCH_PRIORITY);
    assertEquals(2, statement.chosen(), "what is found is a machine that runs");
    assertEquals(2, OtherNames.perform(TurnOrderAction.DISPATCH_PRIORITY));
  }

  private static List<String> problems(JavaClass actions, Iterable<JavaClass> classes) {
    String machine = actions.getSimpleName().replaceAll("Action$", "");
    List<String> problems = new ArrayList<>();
    int places = 0;
    for (JavaClass type : classes) {
      if (isGenerated(type)) {
        continue;
      }
      if (type.getRawInterfaces().stream()
          .anyMatch(face -> face.getName().equals(TABLES + "." + machine + "Actions"))) {
        places++;
      }
      for (JavaCodeUnit method : type.getCodeUnits()) {
        if (switchesOver(method, actions)) {
          places++;
          problems.addAll(problems(machine, method, actions));
        }
      }
    }
    if (places != 1) {
      problems.add(machine + ": executed in " + places + " places");
    }
    return problems;
  }

  /** The tables, and the arrays that javac keeps of the constants of a switch. */
  private static boolean isGenerated(JavaClass type) {
    return type.isAnonymousClass()
        || ENGINE.contain(type.getName()) && type.getPackageName().equals(TABLES);
  }

  /** A switch over an enum looks up the ordinal. */
  private static boolean switchesOver(JavaCodeUnit method, JavaClass actions) {
    return method.getMethodCallsFromSelf().stream()
        .anyMatch(call ->
            call.getName().equals("ordinal")
                && call.getTargetOwner().getName().equals(actions.getName()));
  }

  private static List<String> problems(String machine, JavaCodeUnit method, JavaClass actions) {
    String type = method.getOwner().getSimpleName();
    boolean isExpression =
        method.getConstructorCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().getName().equals(MARK_OF_AN_EXPRESSION));
    if (!isExpression) {
      return List.of(machine + ": a switch statement over its actions in " + type);
    }
    Set<String> called =
        method.getMethodCallsFromSelf().stream()
            .filter(call -> call.getTargetOwner().equals(method.getOwner()))
            .map(call -> call.getName())
            .collect(Collectors.toSet());
    return names(actions).stream()
        .filter(name -> !called.contains(name))
        .map(name -> machine + ": " + type + " has no method " + name)
        .toList();
  }

  /** {@code DISPATCH_ORDINARY} is done by {@code dispatchOrdinary}. */
  private static Collection<String> names(JavaClass actions) {
    return actions.getFields().stream()
        .filter(field -> field.getRawType().equals(actions))
        .map(field -> methodName(field.getName()))
        .toList();
  }

  private static String methodName(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
      name.append(name.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
      name.append(word, 1, word.length());
    }
    return name.toString();
  }

  /** What must be found: a new action would be left undone. */
  private static final class Statement {
    private int chosen;

    @SuppressWarnings("RefactorSwitch") // it is the statement that must be found
    void perform(TurnOrderAction action) {
      switch (action) {
        case DISPATCH_ORDINARY -> chosen = 1;
        case DISPATCH_PRIORITY -> chosen = 2;
      }
    }

    int chosen() {
      return chosen;
    }
  }

  /** What must be found: one method is called something else. */
  private static final class OtherNames {
    private OtherNames() {}

    static int perform(TurnOrderAction action) {
      return switch (action) {
        case DISPATCH_ORDINARY -> dispatchOrdinary();
        case DISPATCH_PRIORITY -> chooseOther();
      };
    }

    private static int dispatchOrdinary() {
      return 1;
    }

    private static int chooseOther() {
      return 2;
    }
  }
}
