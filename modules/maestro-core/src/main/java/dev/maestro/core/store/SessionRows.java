package dev.maestro.core.store;

import dev.maestro.api.AuthType;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A session's columns in both directions. */
final class SessionRows {
  private SessionRows() {}

  static SessionRow read(Row row) {
    return new SessionRow(
        row.getUUID("id"),
        row.getString("provider"),
        row.getString("name"),
        AuthType.of(row.getString("auth_type")).orElseThrow(),
        SessionStatus.of(row.getString("status")).orElseThrow(),
        row.getBoolean("is_default"),
        Optional.ofNullable(row.getString("organization")),
        Optional.ofNullable(row.getString("project")),
        Optional.ofNullable(row.getBuffer("secret")).map(SessionRows::envelope),
        List.of(row.getArrayOfStrings("dialects")),
        row.getOffsetDateTime("created_at").toInstant(),
        time(row, "last_used_at"),
        time(row, "expires_at"),
        time(row, "checked_at"),
        new LoginState(
            Optional.ofNullable(row.getString("credential")),
            row.getBoolean("translated"),
            row.getLong("generation"),
            row.getBoolean("renewable"),
            row.getInteger("failures")));
  }

  static Object[] arguments(SessionRow row) {
    return new Object[] {
      row.id(),
      row.provider(),
      row.name(),
      row.authType().wire(),
      row.status().wire(),
      row.organization().orElse(null),
      row.project().orElse(null),
      row.secret().map(SessionRows::buffer).orElse(null),
      row.dialects().toArray(String[]::new),
      row.createdAt().atOffset(ZoneOffset.UTC),
      time(row.lastUsedAt()),
      time(row.expiresAt()),
      time(row.checkedAt())
    };
  }

  static OffsetDateTime time(Optional<Instant> time) {
    return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static Buffer buffer(Envelope envelope) {
    return Buffer.buffer(envelope.bytes());
  }

  static Envelope envelope(Buffer stored) {
    return Envelope.of(stored.getBytes());
  }
}
