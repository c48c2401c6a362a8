package dev.maestro.core;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.session.SessionUses;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The named sessions, without their secrets. */
public final class Sessions {
  private final SessionLookup lookup;
  private final SessionUses uses;
  private final Announcements announcements;
  private final InstantSource clock;

  Sessions(
      SessionLookup lookup, SessionUses uses, Announcements announcements, InstantSource clock) {
    this.lookup = lookup;
    this.uses = uses;
    this.announcements = announcements;
    this.clock = clock;
  }

  /** Fails with 404 {@code session_not_found}, which names it. */
  public Future<SessionView> find(String provider, String name) {
    return present(lookup.find(provider, name), provider, name);
  }

  /** The same with when it was last used, on whatever node. */
  public Future<SessionView> show(String provider, String name) {
    return present(lookup.read(provider, name), provider, name);
  }

  private Future<SessionView> present(
      Future<Optional<SessionRow>> session, String provider, String name) {
    return session.compose(found ->
        found.isPresent()
            ? Future.succeededFuture(view(found.get()))
            : Future.failedFuture(SessionRefusals.unknown(provider + "/" + name)));
  }

  /** What is null does not restrict; an unknown word is refused with 400. */
  public Future<List<SessionView>> list(String provider, String authType, String status) {
    Optional<AuthType> type = Optional.ofNullable(authType).flatMap(AuthType::of);
    if (authType != null && type.isEmpty()) {
      return Future.failedFuture(
          ProviderException.invalid("auth_type", "is unknown.", "Write api_key or oauth."));
    }
    Optional<SessionStatus> of = Optional.ofNullable(status).flatMap(SessionStatus::of);
    if (status != null && of.isEmpty()) {
      String words =
          Stream.of(SessionStatus.values())
              .map(SessionStatus::wire)
              .collect(Collectors.joining(", "));
      return Future.failedFuture(
          ProviderException.invalid("status", "is unknown.", "Write one of: " + words + "."));
    }
    return lookup
        .list(Optional.ofNullable(provider), type, of)
        .map(rows -> rows.stream().map(this::view).toList());
  }

  /** Notes that it was used now. */
  public void used(SessionView session) {
    uses.used(UUID.fromString(session.id()), clock.instant());
  }

  SessionView view(SessionRow row) {
    List<Dialect> dialects =
        announcements.known(row.provider()).map(ProviderDescription::dialects).orElse(List.of());
    return new SessionView(
        row.id().toString(),
        row.provider(),
        row.name(),
        row.authType(),
        row.status().wire(),
        row.isDefault(),
        row.createdAt(),
        uses.noted(row.id()).or(row::lastUsedAt).orElse(null),
        row.expiresAt().orElse(null),
        row.checkedAt().orElse(null),
        row.organization().orElse(null),
        row.project().orElse(null),
        row.dialects().isEmpty() ? dialects : row.dialects().stream().map(Dialect::new).toList(),
        row.login().credential().orElse(null),
        row.login().translated(),
        null);
  }
}
