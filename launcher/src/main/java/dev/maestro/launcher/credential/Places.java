package dev.maestro.launcher.credential;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where to look.
 *
 * @param home of the user
 * @param system the operating system's name
 * @param now to tell what has expired
 */
public record Places(Path home, Map<String, String> environment, String system, Instant now) {
  public Places {
    environment = Map.copyOf(environment);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  Path folder(String variable, String otherwise) {
    return variable(variable).map(Path::of).orElseGet(() -> home.resolve(otherwise));
  }

  boolean isMac() {
    return system.toLowerCase(Locale.ROOT).contains("mac");
  }

  boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).contains("windows");
  }

  /** As people write it. */
  String shown(Path file) {
    return file.startsWith(home) ? "~/" + home.relativize(file) : file.toString();
  }
}
