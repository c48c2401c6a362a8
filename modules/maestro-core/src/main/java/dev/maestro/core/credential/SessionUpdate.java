package dev.maestro.core.credential;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.core.SessionChange;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.session.NewKeyCheck;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.session.SessionRequest;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes sessions in place. While a new key is checked it lies sealed beside the session, as a
 * login does, so that the provider can open it by an id and requests go on with the old one.
 */
public final class SessionUpdate {
  private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

  private final SessionsTable sessions;
  private final LoginsTable logins;
  private final Vault vault;
  private final NewKeyCheck keys;
  private final Notifier notifier;
  private final Changes changes;

  public SessionUpdate(
      SessionsTable sessions,
      LoginsTable logins,
      Vault vault,
      NewKeyCheck keys,
      Notifier notifier,
      Changes changes) {
    this.sessions = sessions;
    this.logins = logins;
    this.vault = vault;
    this.keys = keys;
    this.notifier = notifier;
    this.changes = changes;
  }

  /**
   * Completes when the change is stored. A refusal has changed nothing; where the database went
   * away, the change may have been made all the same.
   */
  public Future<Void> apply(String provider, String name, SessionChange change) {
    return sessions
        .find(provider, name)
        .map(found -> found.orElseThrow(() -> SessionRefusals.unknown(provider + "/" + name)))
        .compose(session -> {
          SessionRequest.check(change, session);
          return changed(session, change)
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
        : told(session, sessions.mark(session.id(), change.isDefault()));
  }

  private Future<Boolean> replaced(SessionRow session, Secret key, Optional<Boolean> isDefault) {
    LoginRow candidate = candidate(session, key);
    return logins
        .replace(candidate, Optional.of(LONGEST_CHECK))
        .compose(beside ->
            beside.isEmpty()
                ? Future.succeededFuture(false) // deleted a moment ago
                : keys.check(session.provider(), candidate.id().toString())
                    .compose(checkedAt -> stored(session, candidate, key, checkedAt, isDefault)))
        .recover(
            cause -> logins.delete(candidate.id()).transform(gone -> Future.failedFuture(cause)));
  }

  private Future<Boolean> stored(
      SessionRow session,
      LoginRow candidate,
      Secret key,
      Optional<Instant> checkedAt,
      Optional<Boolean> isDefault) {
    Future<Boolean> storing =
        sessions.replaceKey(
            session.id(),
            candidate.id(),
            vault.seal(key, SecretPlace.ofSession(session.id())),
            checkedAt,
            isDefault);
    // Told first: whoever still uses the old key after this settles would have it told again.
    return told(session, storing)
        .compose(still ->
            still ? notifier.trySettle(session.id()).map(true) : Future.succeededFuture(false));
  }

  // Nodes forget only where something changed, or may have: a failure does not say.
  private Future<Boolean> told(SessionRow session, Future<Boolean> storing) {
    return storing.onComplete(done -> {
      if (done.failed() || done.result()) {
        changes.tell(session.id().toString());
      }
    });
  }

  // State and verifier of a login are never asked for here: random ones that nobody knows.
  private LoginRow candidate(SessionRow session, Secret key) {
    Secret unknown = Secret.of(UUID.randomUUID().toString());
    return SealedLogins.row(
        vault,
        session.id(),
        LoginFlow.NONE,
        new SealedJson.LoginSecrets(unknown, unknown),
        false,
        Optional.of(key));
  }
}
