package dev.maestro.launcher.command;

import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which settings a command reads. */
final class SettingsOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file; by default maestro.yaml here or in the home folder.")
  private Path config;

  void within(SettingsOption outer) {
    config = config == null ? outer.config : config;
  }

  Settings read() {
    return Settings.read(
        SettingsFile.read(
            Optional.ofNullable(config),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            userHome(),
            distribution()));
  }

  static Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  static Path distribution() {
    return Path.of(System.getProperty("maestro.distribution", "")).toAbsolutePath();
  }
}
