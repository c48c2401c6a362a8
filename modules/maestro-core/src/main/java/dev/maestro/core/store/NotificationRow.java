package dev.maestro.core.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person was told.
 *
 * @param id increases; of two, the later one was stored later
 * @param session the session's name, which may be gone
 * @param ackedBy the client key of whoever took note
 */
public record NotificationRow(
    long id,
    String kind,
    UUID sessionId,
    String provider,
    String session,
    String detail,
    Instant createdAt,
    Optional<Instant> ackedAt,
    Optional<String> ackedBy,
    Optional<Instant> settledAt) {

  static NotificationRow read(Row row) {
    return new NotificationRow(
        row.getLong("id"),
        row.getString("kind"),
        row.getUUID("session_id"),
        row.getString("provider"),
        row.getString("session"),
        row.getString("detail"),
        row.getOffsetDateTime("created_at").toInstant(),
        time(row, "acked_at"),
        Optional.ofNullable(row.getString("acked_by")),
        time(row, "settled_at"));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
