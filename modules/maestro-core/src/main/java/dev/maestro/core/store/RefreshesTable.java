package dev.maestro.core.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Table sessions, as far as tokens are renewed. A session is refreshed under a lease that ends by
 * itself, and a secret is replaced only by one who knows its generation. Times are the database's.
 */
public final class RefreshesTable {
  private static final String VIEW =
      """
      select *, coalesce(lease_until > now(), false) as leased, coalesce(expires_at <= now(), false) as over,
             greatest(0, extract(epoch from refresh_at - now()) * 1000)::bigint as wait
      from sessions
      """;

  private final Database database;

  public RefreshesTable(Database database) {
    this.database = database;
  }

  public Future<Optional<LeaseView>> find(UUID id) {
    return database.queries().first(VIEW + "where id = $1", RefreshesTable::view, id);
  }

  /**
   * Takes the lease, or finds that it has it: whether it may refresh now.
   *
   * @param due only if an attempt is due, not before
   */
  public Future<Boolean> lease(UUID id, long generation, UUID lease, Duration time, boolean due) {
    return changed(
        """
        update sessions
        set lease = $3, lease_until = now() + $4::bigint * interval '1 millisecond', status = 'refreshing'
        where id = $1 and generation = $2 and renewable and status in ('active', 'refreshing')
          and (lease_until is null or lease_until <= now() or lease = $3)
          and (not $5 or (refresh_at is not null and refresh_at <= now()))
        """,
        id,
        generation,
        lease,
        time.toMillis(),
        due);
  }

  /** Keeps the lease a while longer. */
  public Future<Boolean> extend(UUID id, UUID lease, Duration time) {
    return changed(
        """
        update sessions set lease_until = now() + $3::bigint * interval '1 millisecond'
        where id = $1 and lease = $2
        """,
        id,
        lease,
        time.toMillis());
  }

  /**
   * Exchanges the secret of that generation while its refresh goes on. False where it was replaced,
   * or is gone.
   */
  public Future<Boolean> keep(UUID id, long generation, Envelope secret) {
    return changed(
        "update sessions set secret = $3 where id = $1 and generation = $2",
        id,
        generation,
        SessionRows.buffer(secret));
  }

  /** Replaces the secret of that generation. False where it was replaced, or is gone. */
  public Future<Boolean> renew(UUID id, long generation, NewSecret fresh) {
    return changed(
        """
        update sessions
        set secret = $3, expires_at = now() + $4::bigint * interval '1 millisecond',
            refresh_at = now() + $5::bigint * interval '1 millisecond', credential = $6, renewable = $7,
            dialects = $8, translated = $9, generation = generation + 1, status = 'active', failures = 0,
            lease = null, lease_until = null, checked_at = now(), ended_at = null
        where id = $1 and generation = $2
        """,
        fresh.arguments(id, generation));
  }

  /**
   * Ends a login: its session gets what it was given, and the mark of the default if that was
   * wanted. False where the login or its session is gone.
   */
  public Future<Boolean> finish(LoginRow login, NewSecret fresh) {
    return database.transaction(queries ->
        queries
            .change("delete from logins where id = $1", login.id())
            .compose(deleted ->
                deleted == 0
                    ? Future.succeededFuture(false)
                    : queries
                        .change(
                            """
                            update sessions
                            set secret = $2, expires_at = now() + $3::bigint * interval '1 millisecond',
                                refresh_at = now() + $4::bigint * interval '1 millisecond', credential = $5,
                                renewable = $6, dialects = $7, translated = $8, generation = generation + 1,
                                status = 'active', failures = 0, lease = null, lease_until = null,
                                checked_at = now(), ended_at = null
                            where id = $1
                            """,
                            fresh.arguments(login.session()))
                        .compose(count ->
                            login.asDefault() && count > 0
                                ? SessionsTable.markDefault(queries, login.session())
                                : Future.succeededFuture(count > 0))));
  }

  /** A refresh failed, and will be tried again. */
  public Future<Boolean> postpone(UUID id, UUID lease, Duration wait) {
    return changed(
        """
        update sessions
        set lease = null, lease_until = null, failures = failures + 1,
            refresh_at = now() + $3::bigint * interval '1 millisecond',
            status = case when expires_at <= now() then 'refreshing' else 'active' end
        where id = $1 and lease = $2
        """,
        id,
        lease,
        wait.toMillis());
  }

  /** Nothing was tried; somebody may, after a moment. */
  public Future<Boolean> giveBack(UUID id, UUID lease, Duration wait) {
    return changed(
        """
        update sessions
        set lease = null, lease_until = null, refresh_at = now() + $3::bigint * interval '1 millisecond',
            status = case when expires_at <= now() then 'refreshing' else 'active' end
        where id = $1 and lease = $2
        """,
        id,
        lease,
        wait.toMillis());
  }

  /** Only a person can help, unless the secret was replaced meanwhile. */
  public Future<Boolean> end(UUID id, long generation, UUID lease, SessionStatus status) {
    return changed(
        """
        update sessions set status = $4, lease = null, lease_until = null, refresh_at = null, ended_at = now()
        where id = $1 and generation = $2 and lease = $3
        """,
        id,
        generation,
        lease,
        status.wire());
  }

  /** Those whose refresh is due and that nobody refreshes, the longest due first. */
  public Future<List<SessionRow>> due(int atMost, List<String> notOf) {
    return database
        .queries()
        .list(
            """
            select * from sessions
            where refresh_at <= now() and renewable and status in ('active', 'refreshing')
              and (lease_until is null or lease_until <= now()) and provider <> all($2)
            order by refresh_at
            limit $1
            """,
            SessionRows::read,
            atMost,
            notOf.toArray(String[]::new));
  }

  /** How long until the next refresh is due, or a lease ends; empty where none is planned. */
  public Future<Optional<Duration>> next() {
    return database
        .queries()
        .first(
            """
            select greatest(0, extract(epoch from
                     min(greatest(refresh_at, coalesce(lease_until, refresh_at))) - now()) * 1000)::bigint as wait
            from sessions
            where refresh_at is not null and renewable and status in ('active', 'refreshing')
            """,
            row -> Optional.ofNullable(row.getLong("wait")).map(Duration::ofMillis))
        .map(found -> found.flatMap(wait -> wait));
  }

  /** The provider's token endpoint answers again: those that failed need not wait. */
  public Future<Integer> hurry(String provider) {
    return database
        .queries()
        .change(
            "update sessions set refresh_at = now() where provider = $1 and failures > 0 and refresh_at > now()",
            provider);
  }

  /** Those that end within so long and that nobody but a person can renew. */
  public Future<List<SessionRow>> endingWithin(Duration time) {
    return database
        .queries()
        .list(
            """
            select * from sessions
            where auth_type = 'oauth' and not renewable and status in ('active', 'refreshing')
              and expires_at > now() and expires_at < now() + $1::bigint * interval '1 millisecond'
            """,
            SessionRows::read,
            time.toMillis());
  }

  /** Marks as expired what has ended, and sessions whose first login was not finished in time. */
  public Future<List<SessionRow>> expire() {
    return database
        .queries()
        .returned(
            """
            update sessions set status = 'expired', ended_at = now()
            where auth_type = 'oauth'
              and ((status in ('active', 'refreshing') and not renewable and expires_at <= now())
                   or (status = 'pending' and created_at < now() - interval '2 minutes' and not exists (
                         select 1 from logins
                         where session_id = sessions.id and (expires_at is null or expires_at > now()))))
            returning *
            """,
            SessionRows::read);
  }

  /** Those that ended within the last hour, so that nobody who must act is left untold. */
  public Future<List<SessionRow>> endedLately() {
    return database
        .queries()
        .list(
            """
            select * from sessions
            where status in ('needs_login', 'revoked', 'expired') and secret is not null
              and ended_at > now() - interval '1 hour'
            """,
            SessionRows::read);
  }

  /** Removes what has been expired for so long. */
  public Future<List<SessionRow>> cleanUp(Duration since) {
    return database
        .queries()
        .returned(
            """
            delete from sessions
            where status = 'expired' and ended_at < now() - $1::bigint * interval '1 millisecond'
            returning *
            """,
            SessionRows::read,
            since.toMillis());
  }

  private Future<Boolean> changed(String sql, Object... arguments) {
    return database.queries().change(sql, arguments).map(count -> count > 0);
  }

  private static LeaseView view(Row row) {
    return new LeaseView(
        SessionRows.read(row),
        row.getBoolean("leased"),
        row.getBoolean("over"),
        Duration.ofMillis(Optional.ofNullable(row.getLong("wait")).orElse(0L)));
  }
}
