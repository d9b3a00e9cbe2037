// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every machine is executed in one place: by the one class that implements the interface of its
 * actions, where an action that is not done does not compile. There is no second way, since what a
 * row does can be read from nothing but that interface.
 */
final class ActionsAreDoneTest {
  private static final String TABLES = "org.sallyport.engine.table";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sallyport.engine");

  @Test
  void everyMachineIsExecutedInOnePlace() {
    List<JavaClass> machines =
        ENGINE.stream()
            .filter(type -> type.getPackageName().equals(TABLES))
            .filter(type -> type.isInterface() && type.getSimpleName().endsWith("Actions"))
            .toList();
    assertFalse(machines.isEmpty(), "no machine was generated");
    List<String> problems = new ArrayList<>();
    machines.forEach(actions -> problems.addAll(problems(actions, ENGINE)));
    assertEquals(List.of(), problems);
  }

  @Test
  void nothingButTheGeneratedClassesReadsWhatARowDoes() {
    List<String> open =
        ENGINE.stream()
            .filter(type -> type.getPackageName().equals(TABLES))
            .filter(type -> type.getSimpleName().endsWith("Table"))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getName().startsWith("action"))
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .map(method -> method.getFullName())
            .toList();
    assertEquals(List.of(), open);
  }

  @Test
  void aSecondPlaceIsFoundAndSoIsNone() {
    JavaClass actions = ENGINE.get(TurnOrderActions.class);
    JavaClasses twice = new ClassFileImporter().importClasses(First.class, Second.class);
    assertEquals(List.of("TurnOrderActions: executed in 2 places"), problems(actions, twice));
    assertEquals(List.of("TurnOrderActions: executed in 0 places"), problems(actions, Set.of()));
  }

  private static List<String> problems(JavaClass actions, Iterable<JavaClass> classes) {
    int places = 0;
    for (JavaClass type : classes) {
      if (type.getRawInterfaces().stream()
          .anyMatch(face -> face.getName().equals(actions.getName()))) {
        places++;
      }
    }
    return places == 1
        ? List.of()
        : List.of(actions.getSimpleName() + ": executed in " + places + " places");
  }

  /** What must be found: two that execute one machine. */
  private abstract static class First implements TurnOrderActions<String> {}

  private abstract static class Second implements TurnOrderActions<String> {}
}
