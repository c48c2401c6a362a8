package dev.maestro.core;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import java.time.Instant;
import java.util.List;

/**
 * A session as clients may see it; never its secret.
 *
 * @param status as in the contract: {@code pending}, {@code active} …
 * @param lastUsedAt or null
 * @param expiresAt or null
 * @param checkedAt when the vendor last confirmed the secret, or null
 * @param organization or null
 * @param project or null
 * @param dialects what its vendor takes, preferred first; empty while nobody serves the provider
 */
public record SessionView(
    String id,
    String provider,
    String name,
    AuthType authType,
    String status,
    boolean isDefault,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    Instant checkedAt,
    String organization,
    String project,
    List<Dialect> dialects) {
  public SessionView {
    dialects = List.copyOf(dialects);
  }
}
