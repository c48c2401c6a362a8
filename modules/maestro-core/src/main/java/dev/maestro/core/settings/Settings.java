package dev.maestro.core.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of the program, valid as a whole. Keys in it do not show when it is printed.
 *
 * @param cleanup for how long a session is kept that nobody can use any more; empty for ever
 */
public record Settings(
    Path home,
    HttpSettings http,
    DatabaseSettings database,
    KeySettings keys,
    CallbackSettings callback,
    LoginSettings logins,
    Optional<Duration> cleanup,
    ProvidersSettings providers,
    RefreshSettings refresh,
    NotificationSettings notifications,
    ClusterSettings cluster,
    Set<NodeRole> roles) {
  public Settings {
    roles = Set.copyOf(roles);
  }

  /** Reads nothing but its argument. Refuses with every problem at once. */
  public static Settings read(SettingsSources sources) {
    return new SettingsReader(sources).read();
  }
}
