package dev.maestro.core;

import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.store.NotificationRow;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Why a person must act, as it is shown.
 *
 * @param session its name
 * @param ackedAt null while nobody took note
 * @param settledAt null while somebody is needed
 */
public record NotificationView(
    long id,
    String kind,
    String provider,
    String session,
    String detail,
    NotificationAction action,
    Instant createdAt,
    Instant ackedAt,
    Instant settledAt) {

  public static NotificationView of(NotificationRow row) {
    return new NotificationView(
        row.id(),
        row.kind(),
        row.provider(),
        row.session(),
        row.detail(),
        NotificationAction.of(NotificationKind.of(row.kind()), row.provider(), row.session()),
        row.createdAt(),
        row.ackedAt().orElse(null),
        row.settledAt().orElse(null));
  }

  /** The same to clients and to webhooks. */
  public JsonObject json() {
    return new JsonObject()
        .put("id", id)
        .put("kind", kind)
        .put("provider", provider)
        .put("session", session)
        .put("detail", detail)
        .put("action", new JsonObject().put("command", action.command()).put("link", action.link()))
        .put("created_at", createdAt)
        .put("acked_at", ackedAt)
        .put("settled_at", settledAt);
  }
}
