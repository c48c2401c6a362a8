package dev.maestro.e2e.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folders of this checkout, as the build left them. */
record Checkout(Path root) {
  /**
   * A module that is part of the program: its folder under the root, its name, and its packages'
   * common start.
   */
  record Module(String folder, String name) {}

  static final List<Module> MODULES =
      List.of(
          new Module("modules/maestro-api", "dev.maestro.api"),
          new Module("modules/maestro-dialects", "dev.maestro.dialect"),
          new Module("modules/maestro-core", "dev.maestro.core"),
          new Module("modules/maestro-gateway", "dev.maestro.gateway"),
          new Module("modules/maestro-simulator", "dev.maestro.simulator"),
          new Module("modules/maestro-testkit", "dev.maestro.testkit"),
          new Module("modules/providers/anthropic", "dev.maestro.provider.anthropic"),
          new Module("modules/providers/openai", "dev.maestro.provider.openai"),
          new Module("modules/providers/gemini", "dev.maestro.provider.gemini"),
          new Module("launcher", "dev.maestro.launcher"));

  static Checkout find() {
    var start = Path.of("").toAbsolutePath();
    for (var folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return new Checkout(folder);
      }
    }
    throw new IllegalStateException("no mvnw in " + start + " or above");
  }

  Path classes(Module module) {
    return existing(root.resolve(module.folder()).resolve("target/classes"));
  }

  Path sources(Module module) {
    return existing(root.resolve(module.folder()).resolve("src/main"));
  }

  Path distribution() {
    return existing(root.resolve("launcher/target/maestro"));
  }

  /** Every Java source of the checkout, tests included. */
  List<Path> javaSources() {
    return Stream.of("modules", "launcher", "e2e", "coverage")
        .flatMap(folder -> files(root.resolve(folder), name -> name.endsWith(".java")).stream())
        .filter(file -> !root.relativize(file).toString().contains("target/"))
        .toList();
  }

  List<Path> files(Path folder, Predicate<String> name) {
    try (var found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> name.test(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String relative(Path file) {
    return root.relativize(file).toString();
  }

  private static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          folder + " is missing: run ./mvnw verify, which builds it first");
    }
    return folder;
  }
}
