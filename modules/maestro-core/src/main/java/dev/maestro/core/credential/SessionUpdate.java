package dev.maestro.core.credential;

import dev.maestro.api.Secret;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.core.SessionChange;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.session.SessionRequest;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes sessions in place. While a new key is checked it lies sealed beside the session, as a
 * login does, so that the provider can open it by an id and requests go on with the old one.
 */
public final class SessionUpdate {
  private static final Logger logger = LoggerFactory.getLogger(SessionUpdate.class);
  private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

  private final SessionsTable sessions;
  private final LoginsTable logins;
  private final Vault vault;
  private final ProviderCalls providers;
  private final Notifier notifier;
  private final Changes changes;
  private final InstantSource clock;

  public SessionUpdate(
      SessionsTable sessions,
      LoginsTable logins,
      Vault vault,
      ProviderCalls providers,
      Notifier notifier,
      Changes changes,
      InstantSource clock) {
    this.sessions = sessions;
    this.logins = logins;
    this.vault = vault;
    this.providers = providers;
    this.notifier = notifier;
    this.changes = changes;
    this.clock = clock;
  }

  /** Completes when the change is stored; what it fails with has changed nothing. */
  public Future<Void> apply(String provider, String name, SessionChange change) {
    return sessions
        .find(provider, name)
        .map(found -> found.orElseThrow(() -> SessionRefusals.unknown(provider + "/" + name)))
        .compose(session -> {
          SessionRequest.check(change, session);
          return changed(session, change)
              .onComplete(done -> changes.tell(session.id().toString()))
              .compose(still ->
                  still
                      ? Future.succeededFuture()
                      : Future.failedFuture(SessionRefusals.overtaken(provider, name)));
        });
  }

  private Future<Boolean> changed(SessionRow session, SessionChange change) {
    if (change.apiKey() != null) {
      return replaced(
          session, SessionRequest.key(change.apiKey()), Optional.ofNullable(change.isDefault()));
    }
    return change.isDefault() == null
        ? Future.succeededFuture(true)
        : sessions.mark(session.id(), change.isDefault());
  }

  private Future<Boolean> replaced(SessionRow session, Secret key, Optional<Boolean> isDefault) {
    LoginRow candidate = candidate(session, key);
    return logins
        .replace(candidate, Optional.of(LONGEST_CHECK))
        .compose(stored -> check(session, candidate))
        .compose(check ->
            switch (check) {
              case KeyCheck.Good good ->
                  stored(session, candidate, key, Optional.of(clock.instant()), isDefault);
              case KeyCheck.Unknown unknown -> {
                logger.info("A session's new key could not be checked: {}", unknown.reason());
                yield stored(session, candidate, key, Optional.empty(), isDefault);
              }
              case KeyCheck.Bad bad ->
                  Future.<Boolean>failedFuture(SessionRefusals.keyRejected(bad.error()));
            })
        .recover(
            cause -> logins.delete(candidate.id()).transform(gone -> Future.failedFuture(cause)));
  }

  private Future<Boolean> stored(
      SessionRow session,
      LoginRow candidate,
      Secret key,
      Optional<Instant> checkedAt,
      Optional<Boolean> isDefault) {
    return sessions
        .replaceKey(
            session.id(),
            candidate.id(),
            vault.seal(key, SecretPlace.ofSession(session.id())),
            checkedAt,
            isDefault)
        .compose(still ->
            still
                ? notifier
                    .settle(session.id())
                    .otherwise(failure -> {
                      logger.warn("A notification could not be settled", failure);
                      return null;
                    })
                    .map(true)
                : Future.succeededFuture(false));
  }

  // Whatever keeps the provider from telling, the key may be good.
  private Future<KeyCheck> check(SessionRow session, LoginRow candidate) {
    return providers
        .request(
            Ability.API_KEY,
            session.provider(),
            new SessionCall(candidate.id().toString()),
            KeyCheck.class)
        .otherwise(failure -> new KeyCheck.Unknown(failure.getMessage()));
  }

  // State and verifier of a login are never asked for here: random ones that nobody knows.
  private LoginRow candidate(SessionRow session, Secret key) {
    UUID id = UUID.randomUUID();
    Secret unknown = Secret.of(UUID.randomUUID().toString());
    return new LoginRow(
        id,
        session.id(),
        KeyHash.of(unknown).hex(),
        vault.seal(
            SealedJson.of(new SealedJson.LoginSecrets(unknown, unknown)),
            SecretPlace.ofLogin(id, "secrets")),
        Optional.empty(),
        Optional.of(vault.seal(key, SecretPlace.ofLogin(id, "credential"))),
        LoginFlow.NONE,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        false);
  }
}
