package dev.maestro.core.settings;

import java.nio.file.Path;
import java.util.Set;

/** Every setting of the program, valid as a whole. Keys in it do not show when it is printed. */
public record Settings(
    Path home,
    HttpSettings http,
    DatabaseSettings database,
    KeySettings keys,
    CallbackSettings callback,
    ProvidersSettings providers,
    RefreshSettings refresh,
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
