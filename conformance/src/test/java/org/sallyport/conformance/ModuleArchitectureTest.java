// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Which module may know which: the table of modules in the design, and no cycles of packages. */
final class ModuleArchitectureTest {
  private static final String SPEC = "org.sallyport.spec..";

  /** Engines note which rows they fire, wherever they run. */
  private static final String FIRED_ROWS = "org.sallyport.spec.fired";

  /** Why a file is refused, in words for a user of whatever module. */
  private static final String FILE_REASONS = "org.sallyport.spec.file";

  private static final String ENGINE = "org.sallyport.engine..";
  private static final String SIMULATION = "org.sallyport.sim..";
  private static final String CONFORMANCE = "org.sallyport.conformance..";
  private static final String COMMANDS = "org.sallyport.sim.command..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sallyport");

  @Test
  void everyModuleIsSeen() {
    for (String root : new String[] {"spec", "engine", "bare", "sim", "conformance"}) {
      long seen =
          ALL.stream().filter(type -> type.getName().startsWith("org.sallyport." + root)).count();
      assertTrue(seen > 5, () -> root + ": only " + seen + " classes");
    }
  }

  @Test
  void theEngineKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SPEC, SIMULATION, CONFORMANCE)
        .check(ALL);
  }

  @Test
  void theSpecificationKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage(SPEC)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINE, SIMULATION, CONFORMANCE)
        .check(ALL);
  }

  @Test
  void theHostPlatformKnowsTheEngineAndOnlyItsCommandsTheSpecification() {
    noClasses()
        .that()
        .resideInAPackage(SIMULATION)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CONFORMANCE)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(SIMULATION)
        .and()
        .resideOutsideOfPackage(COMMANDS)
        .should()
        .dependOnClassesThat(
            resideInAPackage(SPEC).and(resideOutsideOfPackages(FIRED_ROWS, FILE_REASONS)))
        .check(ALL);
  }

  @Test
  void onlyCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(ENGINE, SIMULATION)
        .and()
        .resideOutsideOfPackage(COMMANDS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    for (String module : new String[] {"spec", "engine", "bare", "sim", "conformance"}) {
      packagesWithoutCycles("org.sallyport." + module).check(ALL);
    }
  }

  @Test
  void suitesKnowNeitherReportersNorVerbs() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.sallyport.conformance",
            "org.sallyport.conformance.suite.esp..",
            "org.sallyport.conformance.suite.file..",
            "org.sallyport.conformance.suite.ike..",
            "org.sallyport.conformance.suite.vectors..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sallyport.conformance.report..")
        .check(ALL);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sallyport.conformance.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sallyport.conformance.command..")
        .check(ALL);
  }

  @Test
  void theRulesBite() {
    JavaClasses offenders =
        new ClassFileImporter().importPackages("org.sallyport.conformance.architecture");
    assertThrows(
        AssertionError.class,
        () -> packagesWithoutCycles("org.sallyport.conformance.architecture").check(offenders));
    JavaClasses rootOffenders =
        new ClassFileImporter().importPackages("org.sallyport.conformance.rootcycle");
    assertThrows(
        AssertionError.class,
        () -> packagesWithoutCycles("org.sallyport.conformance.rootcycle").check(rootOffenders));
  }

  /** Every package is a slice of its own, the root package of the module too. */
  private static ArchRule packagesWithoutCycles(String root) {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages of " + root + ", itself included";
              }
            })
        .should()
        .beFreeOfCycles();
  }
}
