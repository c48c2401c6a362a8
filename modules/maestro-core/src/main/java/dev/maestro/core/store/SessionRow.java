package dev.maestro.core.store;

import dev.maestro.api.AuthType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A named session.
 *
 * @param secret empty until a login is finished
 * @param checkedAt when the vendor last confirmed the secret
 * @param dialects ids of the dialects its vendor takes of this login; empty where it takes all that
 *     the provider names
 * @param login how its login stands; that of a session by API key never changes
 */
public record SessionRow(
    UUID id,
    String provider,
    String name,
    AuthType authType,
    SessionStatus status,
    boolean isDefault,
    Optional<String> organization,
    Optional<String> project,
    Optional<Envelope> secret,
    List<String> dialects,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> checkedAt,
    LoginState login) {
  public SessionRow {
    dialects = List.copyOf(dialects);
  }
}
