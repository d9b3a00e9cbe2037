// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the engine may use. It is compiled to bare hardware, where there is no clock, thread,
 * socket, file or reflection, and it is sans-I/O, so that the same inputs give the same outputs.
 */
final class EngineArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sallyport.engine");

  /**
   * The JDK packages that the ahead-of-time compiler takes; everything else of the JDK is refused.
   */
  private static final Set<String> JDK_PACKAGES =
      Set.of("java.lang", "java.util", "java.util.function", "java.util.stream", "java.math");

  /**
   * Classes within those packages that need a clock, a thread, the network, reflection or what
   * TeaVM lacks.
   */
  private static final Set<String> JDK_CLASSES_REFUSED =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Runtime",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ClassLoader",
          "java.lang.StackWalker",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.UUID",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.HexFormat",
          "java.util.Date",
          "java.util.Calendar");

  /**
   * How javac spells string concatenation, switches over patterns and records; TeaVM knows them.
   */
  private static final Set<String> JDK_CLASSES_OF_THE_LANGUAGE =
      Set.of(
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.CallSite",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.MethodHandle",
          "java.lang.runtime.ObjectMethods",
          "java.lang.runtime.SwitchBootstraps",
          "java.lang.annotation.Retention",
          "java.lang.annotation.Target",
          "java.nio.charset.Charset",
          "java.nio.charset.StandardCharsets");

  private static final DescribedPredicate<JavaClass> OUTSIDE_THE_SUBSET =
      DescribedPredicate.describe(
          "outside the subset of the JDK that runs on bare hardware",
          type -> {
            JavaClass base = type.getBaseComponentType();
            String name = base.getName();
            return name.startsWith("java")
                && !JDK_CLASSES_OF_THE_LANGUAGE.contains(name)
                && (!JDK_PACKAGES.contains(base.getPackageName())
                    || JDK_CLASSES_REFUSED.contains(name));
          });

  private static final DescribedPredicate<JavaMethodCall> READS_A_CLOCK_OR_REFLECTS =
      DescribedPredicate.describe(
          "reads a clock, sleeps, reflects or leaves the JVM",
          call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getName();
            return (owner.equals("java.lang.System")
                    && !Set.of("arraycopy", "identityHashCode").contains(method))
                || (owner.equals("java.lang.Class")
                    && !Set.of("desiredAssertionStatus", "getEnumConstants", "getSimpleName")
                        .contains(method))
                || (owner.equals("java.lang.Math") && method.equals("multiplyHigh"))
                || (owner.equals("java.util.Arrays") && method.equals("compareUnsigned"));
          });

  @Test
  void usesOnlyTheSubsetOfTheJdk() {
    subset().check(ENGINE);
  }

  @Test
  void theSubsetRuleBites() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThrows(AssertionError.class, () -> subset().check(offender));
    assertThrows(AssertionError.class, () -> clocks().check(offender));
  }

  @Test
  void readsNoClockAndReflectsNothing() {
    clocks().check(ENGINE);
  }

  @Test
  void dependsOnNothingButItsLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.sallyport.engine..", "java..", "org.bouncycastle..", "org.checkerframework..")
        .check(ENGINE);
  }

  @Test
  void onlyTheCryptoPackageKnowsBouncyCastle() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sallyport.engine.crypto..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(ENGINE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle.jce..", "org.bouncycastle.jcajce..")
        .check(ENGINE);
  }

  @Test
  void layersPointDownwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy("org.sallyport.engine")
        .layer("ike")
        .definedBy("org.sallyport.engine.ike..")
        .layer("gateway")
        .definedBy("org.sallyport.engine.gateway..")
        .layer("data plane")
        .definedBy("org.sallyport.engine.dataplane..")
        .layer("web")
        .definedBy("org.sallyport.engine.web..")
        .layer("net")
        .definedBy("org.sallyport.engine.net..")
        .layer("wire")
        .definedBy("org.sallyport.engine.wire..")
        .layer("task")
        .definedBy("org.sallyport.engine.task..")
        .layer("table")
        .definedBy("org.sallyport.engine.table..")
        .layer("crypto")
        .definedBy("org.sallyport.engine.crypto..")
        .layer("policy")
        .definedBy("org.sallyport.engine.policy..")
        .layer("frame")
        .definedBy("org.sallyport.engine.frame..")
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("ike")
        .mayOnlyBeAccessedByLayers("facade", "gateway")
        .whereLayer("data plane")
        .mayOnlyBeAccessedByLayers("facade", "gateway", "ike")
        .whereLayer("net")
        .mayOnlyBeAccessedByLayers("facade", "gateway", "data plane", "web")
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("facade")
        .withOptionalLayers(true)
        .check(ENGINE);
  }

  @Test
  void noFoundationKnowsTheProtocolsAboveIt() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.sallyport.engine.wire..",
            "org.sallyport.engine.policy..",
            "org.sallyport.engine.frame..",
            "org.sallyport.engine.crypto..",
            "org.sallyport.engine.table..",
            "org.sallyport.engine.task..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sallyport.engine.ike..",
            "org.sallyport.engine.dataplane..",
            "org.sallyport.engine.gateway..",
            "org.sallyport.engine.net..",
            "org.sallyport.engine.web..")
        .check(ENGINE);
  }

  @Test
  void thereIsEnoughToCheck() {
    assertTrue(ENGINE.size() > 50, "the importer saw only " + ENGINE.size() + " classes");
  }

  private static ArchRule subset() {
    return noClasses().should().dependOnClassesThat(OUTSIDE_THE_SUBSET);
  }

  private static ArchRule clocks() {
    return noClasses().should().callMethodWhere(READS_A_CLOCK_OR_REFLECTS);
  }

  /** Does what the engine must not. */
  static final class Offender {
    long now() {
      return System.nanoTime();
    }

    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }
}
