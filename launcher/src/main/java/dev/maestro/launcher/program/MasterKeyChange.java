package dev.maestro.launcher.program;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.vault.MasterKey;
import dev.maestro.core.vault.MasterKeyRotation;
import java.time.Duration;
import java.util.Optional;

/** Replaces the master key of a home whose gateway is stopped. */
public final class MasterKeyChange {
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

  private MasterKeyChange() {}

  /**
   * What came of it.
   *
   * @param toBeSet the key itself, where it is a setting and not a file
   */
  public record Done(String fingerprint, Optional<Secret> toBeSet) {}

  /** Blocks until the new key is in force. Refuses while a gateway runs on this home. */
  public static Done run(Settings settings) {
    Optional<Secret> setting = settings.keys().master();
    try (Stopped home = Stopped.open(settings, DATABASE_LIMIT)) {
      MasterKey key =
          new MasterKeyRotation(home.vertx(), home.database(), setting, settings.home())
              .rotate()
              .await();
      return new Done(key.fingerprint(), setting.map(old -> key.text()));
    }
  }
}
