package dev.maestro.core;

import dev.maestro.core.notification.NotificationKind;
import java.util.Optional;

/**
 * What a person can do about a notification.
 *
 * @param command to be typed as it is
 * @param link the session in the native API, as an absolute path on the gateway
 */
public record NotificationAction(String command, String link) {
  /** For a kind that this version does not know, what shows the session. */
  static NotificationAction of(Optional<NotificationKind> kind, String provider, String name) {
    String session = provider + "/" + name;
    String command =
        kind.map(known ->
                switch (known) {
                  case NEEDS_LOGIN, SESSION_EXPIRING ->
                      "maestro login " + provider + " --name " + name;
                  case REFRESH_FAILING ->
                      "maestro sessions refresh " + session + " || maestro doctor";
                  case KEY_REJECTED -> "maestro sessions update " + session;
                })
            .orElse("maestro sessions show " + session);
    return new NotificationAction(command, "/api/sessions/" + session);
  }
}
