package dev.maestro.core.session;

import dev.maestro.api.AuthType;
import dev.maestro.core.NewSession;
import dev.maestro.core.change.Changes;
import dev.maestro.core.store.InsertOutcome;
import dev.maestro.core.store.LoginState;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates sessions. The row comes first, so that of two sessions of one name the second is refused
 * before anything is asked of the vendor; it counts only once the key was checked, or the login is
 * finished.
 */
public final class SessionCreation {
  private static final Duration LONGEST_CREATION = Duration.ofMinutes(2);

  private final SessionsTable table;
  private final Vault vault;
  private final NewKeyCheck keys;
  private final Changes changes;
  private final InstantSource clock;

  public SessionCreation(
      SessionsTable table, Vault vault, NewKeyCheck keys, Changes changes, InstantSource clock) {
    this.table = table;
    this.vault = vault;
    this.keys = keys;
    this.changes = changes;
    this.clock = clock;
  }

  /** A row for a login that is yet to come. */
  public Future<SessionRow> reserve(NewSession wanted) {
    SessionRow row = pending(wanted, AuthType.OAUTH);
    return insert(row).map(row);
  }

  /** Takes back what {@link #reserve} made. */
  public Future<Void> withdraw(SessionRow row) {
    return table
        .deletePending(row.id())
        .onComplete(done -> changes.tell(row.id().toString()))
        .mapEmpty();
  }

  /** Creates one by API key that was found to be well formed. */
  public Future<Void> create(NewSession wanted) {
    SessionRow row = pending(wanted, AuthType.API_KEY);
    boolean asDefault = Boolean.TRUE.equals(wanted.isDefault());
    return insert(row)
        .compose(inserted -> check(row))
        .compose(checkedAt -> table.activate(row.id(), checkedAt, asDefault))
        .onComplete(done -> changes.tell(row.id().toString()))
        .compose(still ->
            still
                ? Future.succeededFuture()
                : Future.failedFuture(SessionRefusals.unknown(row.name())));
  }

  private Future<Void> insert(SessionRow row) {
    return table
        .insert(row)
        .compose(outcome ->
            outcome == InsertOutcome.INSERTED ? Future.succeededFuture() : replaceLeftOver(row));
  }

  // A creation that a crash cut off must not hold the name for ever.
  private Future<Void> replaceLeftOver(SessionRow row) {
    return table
        .deleteLeftOver(row.provider(), row.name(), clock.instant().minus(LONGEST_CREATION))
        .compose(
            deleted -> deleted ? table.insert(row) : Future.succeededFuture(InsertOutcome.TAKEN))
        .compose(outcome ->
            outcome == InsertOutcome.INSERTED
                ? Future.succeededFuture()
                : Future.failedFuture(SessionRefusals.exists(row.provider(), row.name())));
  }

  private Future<Optional<Instant>> check(SessionRow row) {
    return keys.check(row.provider(), row.id().toString())
        .recover(refused ->
            table.deletePending(row.id()).compose(deleted -> Future.failedFuture(refused)));
  }

  private SessionRow pending(NewSession wanted, AuthType authType) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    return new SessionRow(
        id,
        wanted.provider(),
        wanted.name(),
        authType,
        SessionStatus.PENDING,
        false,
        SessionRequest.given(wanted.organization()),
        SessionRequest.given(wanted.project()),
        authType == AuthType.API_KEY
            ? Optional.of(
                vault.seal(SessionRequest.key(wanted.apiKey()), SecretPlace.ofSession(id)))
            : Optional.empty(),
        List.of(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LoginState.NONE);
  }
}
