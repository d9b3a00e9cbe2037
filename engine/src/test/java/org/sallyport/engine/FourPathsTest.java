// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The four paths of {@code ARCHITECTURE.md} are what the code is: every class is there, calls the
 * next one and is not called back, and there are as many as the document says.
 */
final class FourPathsTest {
  private static final Path DOCUMENT = Path.of("../ARCHITECTURE.md");
  private static final String ENGINE = "org.sallyport.engine";

  /** The head of a path: its name, how many classes it has, and how many it had once. */
  private static final Pattern HEAD =
      Pattern.compile("\\*\\*(.+?)\\*\\*.*?, (\\d+) classes \\(once (\\d+)\\):");

  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.]+)`");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ENGINE);

  /** Every class with its nested ones, by the name of the outermost. */
  private static final Map<String, Set<JavaClass>> BY_NAME =
      CLASSES.stream()
          .filter(type -> !type.getPackageName().startsWith(ENGINE + ".table"))
          .collect(
              Collectors.groupingBy(
                  type -> outermost(type).getSimpleName(), HashMap::new, Collectors.toSet()));

  @Test
  void theDocumentSaysWhatTheCodeIs() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("\n- **", document.indexOf("## Four paths"));
    String section = document.substring(start, document.indexOf("\n## ", start));
    List<String> paths = List.of(section.strip().substring(2).split("\n- "));
    assertEquals(4, paths.size());
    assertAll(paths.stream().map(path -> () -> assertEquals(List.of(), mistakes(path), path)));
  }

  @Test
  void aWrongPathIsFound() {
    String right = "**A**, 3 classes (once 4): `Engine` → `HostStack` → `IpInput`.";
    assertEquals(List.of(), mistakes(right));
    assertTrue(found(right.replace("once 4", "once 3"), "no fewer"));
    assertTrue(found(right.replace("3 classes", "4 classes"), "3 classes are named"));
    assertTrue(found(right.replace("IpInput", "IpInputs"), "no class IpInputs"));
    assertTrue(found(right.replace("HostStack", "HostStack.gone"), "no gone in HostStack"));
    assertTrue(found(right.replace("HostStack", "EspTrailer"), "Engine does not call EspTrailer"));
    assertTrue(found(right.replace("` → `Ip", "`; `Ip"), "IpInput was not met before"));
    String mutual = "**A**, 2 classes (once 4): `NetworkInterface` ⇄ `IpOutput`.";
    assertEquals(List.of(), mistakes(mutual));
    assertTrue(found(mutual.replace("⇄", "→"), "IpOutput calls NetworkInterface back"));
  }

  private static boolean found(String path, String mistake) {
    return mistakes(path).stream().anyMatch(each -> each.contains(mistake));
  }

  /** What is wrong with a path as the document writes it. */
  private static List<String> mistakes(String path) {
    List<String> mistakes = new ArrayList<>();
    Matcher head = HEAD.matcher(path.replace('\n', ' '));
    if (!head.find()) {
      return List.of("no name and counts");
    }
    int count = Integer.parseInt(head.group(2));
    Set<String> met = new LinkedHashSet<>();
    String rest = path.replace('\n', ' ').substring(head.end());
    String walk = rest.replaceAll("\\([^)]*\\)", "").replaceFirst("`\\. .*", "`");
    for (String chain : walk.split(";")) {
      follow(chain, met, mistakes);
    }
    if (met.size() != count) {
      mistakes.add(met.size() + " classes are named");
    }
    if (count >= Integer.parseInt(head.group(3))) {
      mistakes.add("no fewer than once");
    }
    return mistakes;
  }

  /**
   * Follows the steps of a chain. It begins with a class that was met, but for the first; of the
   * classes of a step the last one goes on.
   */
  private static void follow(String chain, Set<String> met, List<String> mistakes) {
    String from = "";
    for (String step : chain.split("(?=[→⇄])")) {
      String to = "";
      for (MatchResult name : NAME.matcher(step).results().toList()) {
        to = named(name.group(1), mistakes);
        if (!from.isEmpty()) {
          compare(from, to, step.startsWith("⇄"), mistakes);
        } else if (!met.isEmpty() && !met.contains(to)) {
          mistakes.add(to + " was not met before");
        }
        met.add(to);
      }
      from = to;
    }
  }

  /** The class of a name, which may go on with a member. */
  private static String named(String name, List<String> mistakes) {
    String type = name.replaceFirst("\\..*", "");
    Set<JavaClass> classes = BY_NAME.getOrDefault(type, Set.of());
    String member = name.substring(Math.min(name.length(), type.length() + 1));
    if (classes.isEmpty()) {
      mistakes.add("no class " + type);
    } else if (!member.isEmpty()
        && classes.stream()
            .noneMatch(each ->
                each.getSimpleName().equals(member)
                    || each.getMethods().stream()
                        .anyMatch(method -> method.getName().equals(member)))) {
      mistakes.add("no " + member + " in " + type);
    }
    return type;
  }

  private static void compare(String from, String to, boolean isMutual, List<String> mistakes) {
    Set<JavaClass> called = called(from);
    if (supplied(to).stream().noneMatch(called::contains)) {
      mistakes.add(from + " does not call " + to);
    }
    boolean isBack =
        called(to).stream().anyMatch(each -> outermost(each).getSimpleName().equals(from));
    if (isBack != isMutual) {
      mistakes.add(to + (isBack ? " calls " : " does not call ") + from + " back");
    }
  }

  /** The classes of which a class uses a member. */
  private static Set<JavaClass> called(String name) {
    return BY_NAME.getOrDefault(name, Set.of()).stream()
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .map(JavaAccess::getTargetOwner)
        .collect(Collectors.toSet());
  }

  /** What a class can be called as: itself, what it extends, implements or returns. */
  private static Set<JavaClass> supplied(String name) {
    Set<JavaClass> supplied = new LinkedHashSet<>();
    for (JavaClass type : BY_NAME.getOrDefault(name, Set.of())) {
      supplied.add(type);
      supplied.addAll(type.getAllRawInterfaces());
      supplied.addAll(type.getAllRawSuperclasses());
      type.getMethods().stream()
          .map(JavaMethod::getRawReturnType)
          .filter(JavaClass::isInterface)
          .forEach(supplied::add);
    }
    supplied.removeIf(type -> !type.getPackageName().startsWith(ENGINE));
    return supplied;
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(FourPathsTest::outermost).orElse(type);
  }
}
