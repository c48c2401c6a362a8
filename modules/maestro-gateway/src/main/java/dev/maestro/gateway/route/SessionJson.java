package dev.maestro.gateway.route;

import dev.maestro.core.AuthorizationView;
import dev.maestro.core.SessionView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A session as clients see it; there is no secret in it. */
final class SessionJson {
  private SessionJson() {}

  static JsonObject of(SessionView session) {
    JsonObject json =
        new JsonObject()
            .put("provider", session.provider())
            .put("name", session.name())
            .put("auth_type", session.authType().wire())
            .put("status", session.status())
            .put("default", session.isDefault())
            .put("created_at", session.createdAt())
            .put("last_used_at", session.lastUsedAt())
            .put("checked_at", session.checkedAt());
    put(json, "expires_at", session.expiresAt());
    put(json, "organization", session.organization());
    put(json, "project", session.project());
    put(json, "credential", session.credential());
    if (session.authorization() != null) {
      json.put("authorization", authorization(session.authorization()));
    }
    JsonArray dialects = new JsonArray();
    session.dialects().forEach(dialect -> dialects.add(dialect.id()));
    return json.put("dialects", dialects);
  }

  static JsonObject authorization(AuthorizationView login) {
    JsonObject json =
        new JsonObject()
            .put("url", login.url())
            .put("flow", login.flow().wire())
            .put("state", login.state());
    put(json, "expires_at", login.expiresAt());
    return json;
  }

  private static void put(JsonObject json, String name, Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
