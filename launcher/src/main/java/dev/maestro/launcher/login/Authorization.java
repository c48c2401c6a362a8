package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.launcher.client.CommandFailed;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * What the gateway says a person has to do.
 *
 * @param paste whether the vendor shows a code to bring back
 * @param expiresAt or null for never
 */
record Authorization(String url, boolean paste, Instant expiresAt) {
  static Authorization of(JsonNode json) {
    try {
      String expires = json.path("expires_at").asText("");
      return new Authorization(
          json.path("url").asText(),
          json.path("flow").asText().equals("paste"),
          expires.isEmpty() ? null : Instant.parse(expires));
    } catch (DateTimeParseException malformed) {
      throw new CommandFailed("The gateway sent a login that cannot be understood.", malformed);
    }
  }

  boolean isOver(Instant now) {
    return expiresAt != null && now.isAfter(expiresAt);
  }
}
