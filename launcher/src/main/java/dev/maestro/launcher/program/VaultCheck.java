package dev.maestro.launcher.program;

import dev.maestro.core.settings.Settings;
import dev.maestro.core.vault.VaultOpening;
import java.time.Duration;

/** Does the master key open the database? */
public final class VaultCheck {
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(2);

  private VaultCheck() {}

  /** Blocks; refuses as a start would, where the database or the master key are not right. */
  public static void run(Settings settings) {
    try (Stopped home = Stopped.open(settings, DATABASE_LIMIT)) {
      new VaultOpening(home.vertx(), home.database(), settings.keys().master(), settings.home())
          .open()
          .await();
    }
  }
}
