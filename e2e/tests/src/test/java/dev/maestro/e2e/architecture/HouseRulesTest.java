package dev.maestro.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Names and habits that hold in every module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseRulesTest {
  /** As a word of a camel-case name, or as a whole segment of a package. */
  private static final Pattern EMPTY_WORDS =
      Pattern.compile(
          "(Common|Utils?|Utility|Utilities|Helpers?|Manager|Impl)(?![a-z])|\\.(common|utils?|helpers?|managers?|impl)(\\.|$)");

  private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

  private final JavaClasses program = PackageEdgesTest.program();

  @Test
  void everyModuleHasClasses() {
    for (var module : Checkout.MODULES) {
      assertThat(program.stream().filter(type -> type.getPackageName().startsWith(module.name())))
          .as(module.name())
          .isNotEmpty();
    }
  }

  @Test
  void nothingIsNamedAfterNothing() {
    assertThat(
            program.stream()
                .map(JavaClass::getName)
                .filter(name -> EMPTY_WORDS.matcher(name).find()))
        .as("types called common, util, helper, manager or impl")
        .isEmpty();
  }

  @Test
  void methodsAreNamedWithoutGet() {
    var getters =
        program.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> GETTER.matcher(method.getName()).matches())
            .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(method -> !inherited(method))
            .map(JavaMethod::getFullName);
    assertThat(getters).as("methods that start with get").isEmpty();
  }

  @Test
  void onlyTheCommandLineWritesToTheStandardStreams() {
    noClasses()
        .that(not(resideInAPackage("dev.maestro.launcher..")))
        .should(ACCESS_STANDARD_STREAMS)
        .check(program);
  }

  @Test
  void noExceptionIsWithoutAType() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(program);
  }

  @Test
  void noStateIsStatic() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(resideInAPackage("dev.maestro.."))
        .should()
        .beFinal()
        .allowEmptyShould(true)
        .check(program);
  }

  @Test
  void nothingIsDoneByReflection() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.lang.reflect.."))
        .check(program);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(program);
  }

  /** A name that a type outside this project chose. */
  private static boolean inherited(JavaMethod method) {
    var owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .filter(type -> !type.getPackageName().startsWith("dev.maestro"))
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(
            other -> other.getName().equals(method.getName()) && sameParameters(other, method));
  }

  private static boolean sameParameters(JavaMethod one, JavaMethod other) {
    return names(one).equals(names(other));
  }

  private static List<String> names(JavaMethod method) {
    return method.getRawParameterTypes().stream().map(JavaClass::getName).toList();
  }
}
