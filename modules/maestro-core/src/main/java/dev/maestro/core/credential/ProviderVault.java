package dev.maestro.core.credential;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.VaultView;
import dev.maestro.core.refresh.LeaseKeeping;
import dev.maestro.core.refresh.Refresher;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One provider's view of the vault. What is remembered is sealed; it is opened for each call. */
public final class ProviderVault implements VaultView {
  /** What every provider's view stands on. */
  public record Parts(
      SessionLookup sessions,
      Vault vault,
      Refresher refresher,
      SealedLogins logins,
      LeaseKeeping leases,
      KeyRefusals keyRefusals,
      InstantSource clock) {}

  private final String provider;
  private final Parts parts;

  public ProviderVault(String provider, Parts parts) {
    this.provider = provider;
    this.parts = parts;
  }

  @Override
  public Future<OpenSession> open(String sessionId) {
    return id(sessionId)
        .compose(id ->
            parts
                .sessions()
                .find(id)
                .compose(found ->
                    found.isEmpty()
                        ? candidate(id)
                        : ours(found)
                            .compose(
                                row -> isOver(row) ? parts.refresher().fresh(row) : usable(row))
                            .compose(this::opened)));
  }

  /** A key that is checked before it takes the place of its session's. */
  private Future<OpenSession> candidate(UUID id) {
    return parts
        .logins()
        .open(id, this::facts)
        .compose(login ->
            login.session().authType() == AuthType.API_KEY && login.credential() != null
                ? Future.succeededFuture(new OpenSession(login.session(), login.credential()))
                : Future.failedFuture(absent()))
        .recover(cause ->
            Future.failedFuture(
                cause instanceof ProviderException refusal && refusal.kind() == ErrorKind.NOT_FOUND
                    ? absent()
                    : cause));
  }

  private boolean isOver(SessionRow row) {
    return row.authType() == AuthType.OAUTH
        && row.secret().isPresent()
        && row.expiresAt().filter(end -> !parts.clock().instant().isBefore(end)).isPresent();
  }

  private static Future<SessionRow> usable(SessionRow row) {
    if (row.authType() == AuthType.OAUTH) {
      SessionRefusals.requireLogin(row);
    }
    return Future.succeededFuture(row);
  }

  @Override
  public Future<OpenSession> renew(OpenSession refused) {
    return id(refused.facts().id())
        .compose(parts.sessions()::find)
        .compose(this::ours)
        .compose(row ->
            row.login().generation() > refused.generation()
                ? usable(row)
                : parts.refresher().afterRefusal(row))
        .compose(this::opened);
  }

  @Override
  public void refused(OpenSession session) {
    parts.keyRefusals().noted(provider, session.facts().id());
  }

  @Override
  public Future<OpenSession> stored(String sessionId) {
    return id(sessionId).compose(parts.sessions()::read).compose(this::ours).compose(this::opened);
  }

  @Override
  public Future<Login> login(String loginId) {
    return id(loginId).compose(login -> parts.logins().open(login, this::facts));
  }

  @Override
  public Future<Void> granted(String loginId, Grant grant) {
    return id(loginId).compose(login -> parts.logins().granted(login, grant));
  }

  @Override
  public Future<Void> kept(OpenSession before, Tokens rotated) {
    return id(before.facts().id())
        .compose(session -> parts.logins().kept(session, before.generation(), rotated));
  }

  @Override
  public Future<Void> refreshed(OpenSession before, Grant grant) {
    return id(before.facts().id())
        .compose(session -> parts.logins().refreshed(session, before.generation(), grant));
  }

  @Override
  public <T> Future<T> whileRefreshing(OpenSession session, Supplier<Future<T>> work) {
    return id(session.facts().id())
        .compose(id -> parts.leases().during(id, session.generation(), work));
  }

  private Future<UUID> id(String text) {
    try {
      return Future.succeededFuture(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Future.failedFuture(absent());
    }
  }

  private Future<SessionRow> ours(Optional<SessionRow> found) {
    return found
        .filter(row -> row.provider().equals(provider))
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(absent()));
  }

  private Future<SessionFacts> facts(UUID session) {
    return parts.sessions().read(session).compose(this::ours).map(ProviderVault::facts);
  }

  private Future<OpenSession> opened(SessionRow row) {
    if (row.secret().isEmpty()) {
      return Future.failedFuture(SessionRefusals.needsLogin(row, "its login is not finished"));
    }
    try {
      Secret secret = parts.vault().open(row.secret().get(), SecretPlace.ofSession(row.id()));
      return Future.succeededFuture(
          row.authType() == AuthType.API_KEY
              ? new OpenSession(facts(row), secret)
              : new OpenSession(facts(row), SealedJson.tokens(secret), row.login().generation()));
    } catch (VaultException unreadable) {
      return Future.failedFuture(
          ProviderException.of(
              ErrorKind.INTERNAL,
              "The secret of session \""
                  + row.name()
                  + "\" cannot be opened; delete the session and create it again.",
              unreadable));
    }
  }

  private static SessionFacts facts(SessionRow row) {
    return new SessionFacts(
        row.id().toString(),
        row.provider(),
        row.name(),
        row.authType(),
        row.organization().orElse(null),
        row.project().orElse(null));
  }

  private ProviderException absent() {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "There is no such session of provider " + provider + ".")
            .withCode("session_not_found"));
  }
}
