package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;

/** What a session says of its logins. */
final class LoginState {
  private LoginState() {}

  static boolean isLoggedIn(JsonNode session) {
    String status = session.path("status").asText();
    return status.equals("active") || status.equals("refreshing");
  }

  /** Whether a login waits for its person, or for its vendor. */
  static boolean isPending(JsonNode session) {
    return session.path("login_pending").asBoolean();
  }

  /** When the vendor last confirmed its secret, which each login does; empty for never. */
  static String checked(JsonNode session) {
    return session.path("checked_at").asText("");
  }
}
