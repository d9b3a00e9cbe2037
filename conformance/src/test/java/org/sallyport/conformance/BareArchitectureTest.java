// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What the packages of the bare platform may know, so that drivers run on models as they boot. */
final class BareArchitectureTest {
  private static final String BARE = "org.sallyport.bare";
  private static final String[] DRIVERS = {BARE + ".hardware", BARE + ".pci", BARE + ".nic.."};

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BARE);

  @Test
  void driversKnowHardwarePortsAndFramesOnly() {
    long seen = ALL.stream().filter(type -> type.getName().startsWith(BARE + ".nic.")).count();
    assertTrue(seen > 15, () -> "only " + seen + " classes of drivers");
    knowsHardwareAndFramesOnly(DRIVERS).check(ALL);
    // The board knows its compiler, which the rule must notice.
    assertThrows(
        AssertionError.class, () -> knowsHardwareAndFramesOnly(BARE + ".board").check(ALL));
  }

  private static ArchRule knowsHardwareAndFramesOnly(String... packages) {
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            BARE + ".hardware",
            BARE + ".pci",
            BARE + ".nic..",
            "org.sallyport.engine.frame",
            "org.checkerframework..",
            "java.lang..",
            "java.util..");
  }

  @Test
  void onlyTheMachineKnowsTheBoard() {
    noClasses()
        .that()
        .resideInAnyPackage(DRIVERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BARE + ".board", BARE + ".machine", BARE + ".build", BARE + ".run")
        .check(ALL);
  }

  @Test
  void driversHaveNoCycles() {
    slices().matching(BARE + ".nic.(**)").should().beFreeOfCycles().check(ALL);
    slices().matching(BARE + ".(*)..").should().beFreeOfCycles().check(ALL);
  }
}
