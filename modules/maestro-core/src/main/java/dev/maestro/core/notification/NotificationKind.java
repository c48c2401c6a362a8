package dev.maestro.core.notification;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Empty for one that another version made. */
  public static Optional<NotificationKind> of(String wire) {
    return Stream.of(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
  }
}
