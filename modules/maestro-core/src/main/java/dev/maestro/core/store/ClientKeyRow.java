package dev.maestro.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A client's key, which is itself nowhere stored.
 *
 * @param hint beginning and end of the key, to recognise it by
 * @param sessions the sessions it may use; empty means every one
 */
public record ClientKeyRow(
    UUID id,
    String name,
    KeyRole role,
    KeyHash hash,
    String hint,
    Optional<List<String>> sessions,
    Instant createdAt,
    Optional<Instant> lastUsedAt) {
  public ClientKeyRow {
    sessions = sessions.map(List::copyOf);
  }
}
