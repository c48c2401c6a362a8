package dev.maestro.core.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and reads maestro.yaml. */
public final class SettingsFile {
  private static final String NAME = "maestro.yaml";

  private SettingsFile() {}

  /**
   * The named file, else maestro.yaml in the working directory, else in the home folder, else
   * nothing. Blocks.
   */
  public static SettingsSources read(
      Optional<Path> named,
      Map<String, String> environment,
      Path workingDirectory,
      Path userHome,
      Path distribution) {
    Optional<Path> file =
        named
            .map(workingDirectory::resolve)
            .or(() -> firstPresent(environment, workingDirectory, userHome));
    return new SettingsSources(
        environment,
        file.map(SettingsFile::text).orElse(""),
        file.map(Path::toString).orElse(NAME),
        workingDirectory,
        userHome,
        distribution);
  }

  private static Optional<Path> firstPresent(
      Map<String, String> environment, Path workingDirectory, Path userHome) {
    Path home =
        Optional.ofNullable(environment.get(SettingKey.HOME.variable()))
            .filter(value -> !value.isBlank())
            .map(value -> Paths.resolve(value, workingDirectory, userHome))
            .orElse(Paths.defaultHome(userHome));
    return Stream.of(workingDirectory.resolve(NAME), home.resolve(NAME))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new StartRefusedException(
          "The settings file " + file + " cannot be read: " + failure,
          "Name a readable one with --config, or leave --config out.",
          failure);
    }
  }
}
