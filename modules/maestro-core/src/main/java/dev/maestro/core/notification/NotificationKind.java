package dev.maestro.core.notification;

import java.util.Locale;

/** Why a person has to act. */
public enum NotificationKind {
  /** Only a new login helps. */
  NEEDS_LOGIN,
  /** Refreshing fails for a while now, or a setting keeps it from working. */
  REFRESH_FAILING,
  /** The vendor refuses a session's API key. */
  KEY_REJECTED,
  /** A login that cannot be refreshed will end soon. */
  SESSION_EXPIRING;

  /** The name in JSON and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
