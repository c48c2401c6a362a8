package dev.maestro.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may use whom: launcher, gateway, core, api in a row; dialects beside core; nobody a provider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageEdgesTest {
  private static final String ROOT = "dev.maestro..";

  private final JavaClasses program = program();

  static JavaClasses program() {
    var checkout = Checkout.find();
    return new ClassFileImporter()
        .importPaths(Checkout.MODULES.stream().map(checkout::classes).toList());
  }

  @Test
  void theApiUsesNoOtherModule() {
    check(onlyUses("dev.maestro.api.."));
  }

  @Test
  void dialectsUseOnlyTheApi() {
    check(onlyUses("dev.maestro.dialect..", "dev.maestro.api.."));
  }

  @Test
  void coreUsesOnlyTheApi() {
    check(onlyUses("dev.maestro.core..", "dev.maestro.api.."));
  }

  @Test
  void theGatewayUsesCoreDialectsAndTheApi() {
    check(
        onlyUses(
            "dev.maestro.gateway..",
            "dev.maestro.core..",
            "dev.maestro.dialect..",
            "dev.maestro.api.."));
  }

  @Test
  void aProviderUsesOnlyDialectsAndTheApi() {
    for (var id : new String[] {"anthropic", "openai", "gemini"}) {
      check(
          onlyUses(
              "dev.maestro.provider." + id + "..", "dev.maestro.dialect..", "dev.maestro.api.."));
    }
  }

  @Test
  void theSimulatorUsesOnlyDialectsAndTheApi() {
    check(onlyUses("dev.maestro.simulator..", "dev.maestro.dialect..", "dev.maestro.api.."));
  }

  @Test
  void nobodyUsesAProvider() {
    check(
        noClasses()
            .that(not(resideInAPackage("dev.maestro.provider..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.maestro.provider..")));
  }

  @Test
  void theLauncherUsesTheSimulatorForTheDemoAlone() {
    var demo =
        describe(
            "demo", (JavaClass type) -> type.getName().toLowerCase(Locale.ROOT).contains("demo"));
    check(
        noClasses()
            .that(resideInAPackage("dev.maestro.launcher..").and(not(demo)))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.maestro.simulator..")));
  }

  @Test
  void onlyTheStoreSpeaksSql() {
    check(
        noClasses()
            .that(not(resideInAPackage("dev.maestro.core.store..")))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")));
  }

  @Test
  void dialectsDoNoInputOrOutput() {
    check(
        noClasses()
            .that(resideInAPackage("dev.maestro.dialect.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.vertx.core",
                    "io.vertx.core.http..",
                    "io.vertx.core.net..",
                    "io.vertx.core.file..",
                    "io.vertx.core.eventbus..",
                    "java.net..",
                    "java.nio.file..",
                    "java.sql..")));
  }

  @Test
  void theApisValuesStandOnTheirOwn() {
    check(
        noClasses()
            .that(resideInAnyPackage("dev.maestro.api", "dev.maestro.api.chat.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "dev.maestro.api.bus..",
                    "dev.maestro.api.provider..",
                    "dev.maestro.api.upstream..")));
  }

  /**
   * The one exception: the bus carries descriptions of providers, whose base class does all bus
   * work.
   */
  @Test
  void packagesOfAModuleFormNoCycles() {
    for (var module : Checkout.MODULES) {
      check(
          SlicesRuleDefinition.slices()
              .matching(module.name() + ".(*)..")
              .should()
              .beFreeOfCycles()
              .ignoreDependency(
                  resideInAPackage("dev.maestro.api.bus"),
                  resideInAPackage("dev.maestro.api.provider")));
    }
  }

  private static ArchRule onlyUses(String owner, String... others) {
    var allowed = Stream.concat(Stream.of(owner), Arrays.stream(others)).toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(owner))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT).and(not(resideInAnyPackage(allowed))))
        .as(owner + " uses only " + String.join(", ", others));
  }

  private void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(program);
  }
}
