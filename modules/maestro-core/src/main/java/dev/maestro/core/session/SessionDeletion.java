package dev.maestro.core.session;

import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sessions, and ends their logins at the vendor where it has a way. A token that a refresh
 * stored meanwhile is ended too; one that comes later is ended by that refresh, which finds no
 * session any more.
 */
public final class SessionDeletion {
  private static final Logger logger = LoggerFactory.getLogger(SessionDeletion.class);
  private static final long LONGEST_REVOCATION = 10;
  private static final int ATTEMPTS = 3;

  private final SessionsTable table;
  private final ProviderCalls providers;
  private final Notifier notifier;
  private final Changes changes;

  public SessionDeletion(
      SessionsTable table, ProviderCalls providers, Notifier notifier, Changes changes) {
    this.table = table;
    this.providers = providers;
    this.notifier = notifier;
    this.changes = changes;
  }

  /** Completes when the session is gone; fails with 404 where there is none. */
  public Future<Void> delete(String provider, String name) {
    return table
        .find(provider, name)
        .compose(found -> ended(found, SessionRefusals.unknown(provider + "/" + name), ATTEMPTS));
  }

  private Future<Void> ended(Optional<SessionRow> found, ProviderException unknown, int attempts) {
    if (found.isEmpty()) {
      return Future.failedFuture(unknown);
    }
    SessionRow row = found.get();
    Optional<Long> revoked =
        attempts == 1 ? Optional.empty() : Optional.of(row.login().generation());
    return revoked(row)
        .compose(done -> table.delete(row.id(), revoked))
        .compose(deleted ->
            deleted
                ? gone(row)
                : table
                    .find(row.id())
                    .compose(newer -> ended(newer, unknown, Math.max(1, attempts - 1))));
  }

  // Nobody needs to act on a session that is gone.
  private Future<Void> gone(SessionRow row) {
    changes.tell(row.id().toString());
    return notifier.trySettle(row.id());
  }

  // Whatever keeps the vendor from it, the session goes.
  private Future<Void> revoked(SessionRow row) {
    if (row.login().credential().isEmpty()) {
      return Future.succeededFuture();
    }
    return providers
        .request(Ability.REVOKE, row.provider(), new SessionCall(row.id().toString()), Done.class)
        .timeout(LONGEST_REVOCATION, TimeUnit.SECONDS)
        .onFailure(failure ->
            logger.warn(
                "The login of session {}/{} could not be ended at the vendor: {}",
                row.provider(),
                row.name(),
                ProviderException.from(failure).getMessage()))
        .transform(done -> Future.succeededFuture());
  }
}
