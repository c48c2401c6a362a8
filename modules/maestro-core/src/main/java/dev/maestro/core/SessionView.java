package dev.maestro.core;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
  private static final Set<String> USABLE = Set.of("active", "refreshing");

  public SessionView {
    dialects = List.copyOf(dialects);
  }

  /** This session if conversations can be had through it; else throws NEEDS_LOGIN. */
  public SessionView usable() {
    if (!USABLE.contains(status)) {
      throw ProviderException.of(
          ErrorKind.NEEDS_LOGIN,
          "The session \"" + provider + "/" + name + "\" cannot be used: it is " + status + ".");
    }
    return this;
  }

  /** Whether it is still being made, so that nobody can mean it yet. */
  public boolean isPending() {
    return status.equals("pending");
  }
}
