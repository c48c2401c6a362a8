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
 * @param credential what requests are made with: {@code api_key} or {@code access_token}; null
 *     before the login is finished
 * @param translated whether even requests in a dialect of its vendor are translated
 * @param authorization what a person has to do now, or null
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
    List<Dialect> dialects,
    String credential,
    boolean translated,
    AuthorizationView authorization) {
  private static final Set<String> USABLE = Set.of("active", "refreshing");

  public SessionView {
    dialects = List.copyOf(dialects);
  }

  /** This session if conversations can be had through it; else throws NEEDS_LOGIN. */
  public SessionView usable() {
    if (!USABLE.contains(status)) {
      throw ProviderException.of(
          ErrorKind.NEEDS_LOGIN,
          "The session \""
              + provider
              + "/"
              + name
              + "\" cannot be used: it is "
              + status
              + "."
              + (authType == AuthType.OAUTH
                  ? " Run: maestro login " + provider + " --name " + name
                  : ""));
    }
    return this;
  }

  /** Whether requests of this dialect go to its vendor as they are. */
  public boolean passes(Dialect dialect) {
    return !translated && dialects.contains(dialect);
  }

  /** The same with what a person has to do. */
  public SessionView with(AuthorizationView login) {
    return new SessionView(
        id,
        provider,
        name,
        authType,
        status,
        isDefault,
        createdAt,
        lastUsedAt,
        expiresAt,
        checkedAt,
        organization,
        project,
        dialects,
        credential,
        translated,
        login);
  }

  /** Whether it is still being made, so that nobody can mean it yet. */
  public boolean isPending() {
    return status.equals("pending");
  }
}
