package dev.maestro.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The module descriptors of the distribution's jars, compared with the files in
 * e2e/tests/descriptors.
 *
 * <p>After a wanted change, write them anew: {@code ./mvnw -q -B package
 * -Dtest=ModuleDescriptorTest -Dsurefire.failIfNoSpecifiedTests=false -Ddescriptors=write}.
 */
class ModuleDescriptorTest {
  private final Checkout checkout = Checkout.find();
  private final Path golden = checkout.root().resolve("e2e/tests/descriptors");

  @Test
  void everyDescriptorIsTheOneThatWasAgreed() throws IOException {
    var found = new TreeMap<String, String>();
    for (var module : ours()) {
      found.put(module.descriptor().name(), describe(Path.of(module.location().orElseThrow())));
    }
    if ("write".equals(System.getProperty("descriptors"))) {
      Files.createDirectories(golden);
      for (var module : found.entrySet()) {
        Files.writeString(golden.resolve(module.getKey() + ".txt"), module.getValue());
      }
    }
    assertThat(found).isEqualTo(agreed());
  }

  @Test
  void packagesStartWithTheirModulesName() {
    for (var module : ours()) {
      var name = module.descriptor().name();
      assertThat(module.descriptor().packages())
          .as(name)
          .allMatch(its -> its.equals(name) || its.startsWith(name + "."));
    }
  }

  @Test
  void noPackageIsSplitBetweenModules() {
    Map<String, TreeSet<String>> owners = new HashMap<>();
    for (var reference : all().findAll()) {
      ModuleDescriptor module = reference.descriptor();
      module
          .packages()
          .forEach(its -> owners.computeIfAbsent(its, _ -> new TreeSet<>()).add(module.name()));
    }
    owners.values().removeIf(modules -> modules.size() == 1);
    assertThat(owners).isEmpty();
  }

  private Map<String, String> agreed() throws IOException {
    var agreed = new TreeMap<String, String>();
    for (var file : checkout.files(golden, name -> name.endsWith(".txt"))) {
      agreed.put(file.getFileName().toString().replace(".txt", ""), Files.readString(file));
    }
    return agreed;
  }

  /** Without the first line's path and version. */
  private static String describe(Path jar) {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    var tool = ToolProvider.findFirst("jar").orElseThrow();
    assertThat(tool.run(writer, writer, "--describe-module", "--file", jar.toString())).isZero();
    return output
        .toString()
        .replaceAll("@\\S+ jar:\\S+", "")
        .lines()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private Set<ModuleReference> ours() {
    var ours =
        new TreeSet<>(Comparator.comparing((ModuleReference module) -> module.descriptor().name()));
    all().findAll().stream()
        .filter(module -> module.descriptor().name().startsWith("dev.maestro."))
        .forEach(ours::add);
    return ours;
  }

  private ModuleFinder all() {
    var distribution = checkout.distribution();
    return ModuleFinder.of(distribution.resolve("lib"), distribution.resolve("providers"));
  }
}
