// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.ReplayWindowState;

/**
 * Every decision on protocol state that no table makes stands in {@code docs/STATE-IN-JAVA.md} with
 * its reason. Candidates are found mechanically, in the packages that speak a protocol: a field
 * that may change and is a boolean, an enum, a time or an object that may be absent; and a method
 * that reads a state of a machine outside the class that executes it.
 */
final class StateInJavaTest {
  private static final Path LIST = Path.of("../docs/STATE-IN-JAVA.md");
  private static final String TABLES = "org.sallyport.engine.table";

  /** An entry of the list: class, then fields or {@code reads XState}. */
  private static final Pattern ENTRY = Pattern.compile("\\| `([A-Za-z.]+)` \\| (.*?) \\| (.+) \\|");

  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sallyport.engine");

  private static Set<String> protocols() throws ReflectiveOperationException {
    List<JavaClass> classes = new ArrayList<>();
    for (JavaClass type : ENGINE) {
      String name = type.getPackageName().replaceFirst("org\\.sallyport\\.engine\\.?", "");
      if (name.isEmpty() || name.matches("(dataplane|gateway|ike|net|web)(\\..*)?")) {
        classes.add(type);
      }
    }
    return candidates(classes);
  }

  @Test
  void everyDecisionOnStateOutsideTheTablesIsListedWithItsReason() throws Exception {
    Set<String> listed = listed(Files.readString(LIST));
    Set<String> found = protocols();
    Set<String> unlisted = new TreeSet<>(found);
    unlisted.removeAll(listed);
    Set<String> gone = new TreeSet<>(listed);
    gone.removeAll(found);
    assertAll(
        () ->
            assertEquals(
                Set.of(), unlisted, "not in " + LIST + ": give it to a table, or list the reason"),
        () -> assertEquals(Set.of(), gone, "listed and no longer there"));
  }

  @Test
  void whatKeepsStateIsFound() throws Exception {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class, Innocent.class);
    assertEquals(
        Set.of(
            "StateInJavaTest.Offender closing",
            "StateInJavaTest.Offender mode",
            "StateInJavaTest.Offender deadlineNs",
            "StateInJavaTest.Offender peer",
            "StateInJavaTest.Offender ReplayWindowState",
            "StateInJavaTest.Offender HthState"),
        candidates(offender));
    assertTrue(new Offender().isOver(ReplayWindowState.ACCEPTED));
    assertTrue(new Offender().isUp(HthState.ESTABLISHED));
    assertEquals(DropReason.NONE, new Innocent().reason);
  }

  @Test
  void anEntryNamesClassFieldsAndReason() {
    assertEquals(
        Set.of("Some.Inner one", "Some.Inner isIpv4", "Other HthState"),
        listed(
            """
            | class | state | why |
            |---|---|---|
            | `Some.Inner` | `one`, `isIpv4` | Because `it` is so. |
            | `Other` | reads `HthState` | So it is. |
            | `WithoutReason` | `field` |  |
            """));
  }

  private static Set<String> listed(String text) {
    Set<String> entries = new TreeSet<>();
    for (Matcher line = ENTRY.matcher(text); line.find(); ) {
      for (Matcher name = NAME.matcher(line.group(2)); name.find(); ) {
        assertTrue(entries.add(line.group(1) + " " + name.group(1)), "twice: " + line.group());
      }
    }
    return entries;
  }

  private static Set<String> candidates(Iterable<JavaClass> classes)
      throws ReflectiveOperationException {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.isAnonymousClass() || type.isEnum() || type.isInterface()) {
        continue;
      }
      String name = type.getName().replaceAll(".*\\.", "").replace('$', '.');
      Class<?> loaded =
          Class.forName(type.getName(), false, StateInJavaTest.class.getClassLoader());
      for (Field field : loaded.getDeclaredFields()) {
        if (keepsState(field)) {
          found.add(name + " " + field.getName());
        }
      }
      for (String state : statesRead(type)) {
        found.add(name + " " + state);
      }
    }
    return found;
  }

  /** The machine's own state, and the outcome of a call, are no decisions. */
  private static boolean keepsState(Field field) {
    int modifiers = field.getModifiers();
    if (Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers) || field.isSynthetic()) {
      return false;
    }
    Class<?> type = field.getType();
    return type == boolean.class
        || (type.isEnum() && !isMachineState(type.getName()) && type != DropReason.class)
        || (type == long.class && field.getName().endsWith("Ns"))
        || field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isMachineState(String typeName) {
    return typeName.startsWith(TABLES + ".") && typeName.endsWith("State");
  }

  /** States of machines that the class does not execute, read anywhere but at construction. */
  private static Set<String> statesRead(JavaClass type) {
    Set<String> executed = new HashSet<>();
    type.getRawInterfaces().stream()
        .map(JavaClass::getName)
        .filter(name -> name.startsWith(TABLES + ".") && name.endsWith("Actions"))
        .forEach(
            name -> executed.add(name.replaceAll(".*\\.", "").replaceAll("Actions$", "State")));
    Set<String> read = new TreeSet<>();
    for (JavaCodeUnit method : type.getCodeUnits()) {
      for (JavaAccess<?> access : method.getAccessesFromSelf()) {
        String owner = access.getTargetOwner().getName();
        if (owner.startsWith(TABLES + ".")
            && owner.endsWith("Table")
            && access.getName().equals("action")) {
          executed.add(access.getTargetOwner().getSimpleName().replaceAll("Table$", "State"));
        }
        boolean isRead = access.getName().matches("[A-Z0-9_]+|ordinal|equals|is[A-Z]\\w*");
        if (isMachineState(owner) && isRead && !(method instanceof JavaConstructor)) {
          read.add(access.getTargetOwner().getSimpleName());
        }
      }
    }
    read.removeAll(executed);
    return read;
  }

  private enum Mode {
    OPEN,
    SHUT
  }

  /** What must be found. */
  @SuppressWarnings("UnusedVariable") // the fields are there to be found
  private static final class Offender {
    private boolean closing;
    private Mode mode = Mode.OPEN;
    private long deadlineNs;
    private @Nullable String peer;
    private int octets;

    boolean isOver(ReplayWindowState state) {
      closing = state == ReplayWindowState.ACCEPTED;
      mode = closing ? Mode.SHUT : Mode.OPEN;
      deadlineNs++;
      octets++;
      peer = mode == Mode.SHUT ? null : "peer";
      return closing;
    }

    boolean isUp(HthState state) {
      return state.isAlive();
    }
  }

  /** What must not. */
  @SuppressWarnings("UnusedVariable") // the fields are there to be looked at
  private static final class Innocent {
    private final boolean extended = true;
    private DropReason reason = DropReason.NONE;
    private ReplayWindowState state = ReplayWindowState.ACCEPTED;
  }
}
