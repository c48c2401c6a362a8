package dev.maestro.core.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * All that settings are made of.
 *
 * @param environment variables of the process
 * @param yaml text of the settings file, empty if there is none
 * @param yamlName its name, for messages
 * @param workingDirectory what relative paths start from
 * @param userHome what {@code ~} stands for
 * @param distribution folder with bin, lib and providers
 */
public record SettingsSources(
    Map<String, String> environment,
    String yaml,
    String yamlName,
    Path workingDirectory,
    Path userHome,
    Path distribution) {
  public SettingsSources {
    environment = Map.copyOf(environment);
  }

  /** Environment may hold keys. */
  @Override
  public String toString() {
    return "SettingsSources[" + yamlName + "]";
  }
}
