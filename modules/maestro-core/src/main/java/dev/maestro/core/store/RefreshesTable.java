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
      select *, coalesce(lease_until > now(), false) as leased, coalesce(lease_until <= now(), false) as abandoned,
             coalesce(expires_at <= now(), false) as over,
             case when lease_until <= now() then 0
                  else greatest(0, ceil(extract(epoch from refresh_at - now()) * 1000))::bigint end as wait
      from sessions
      """;

  /** Replaces a secret with all that goes with it; where a generation is given, only that one's. */
  private static final String REPLACE =
      """
      update sessions
      set secret = $3, expires_at = now() + $4::bigint * interval '1 millisecond',
          refresh_at = now() + $5::bigint * interval '1 millisecond', credential = $6, renewable = $7,
          dialects = $8, translated = $9, generation = generation + 1, status = 'active', failures = 0,
          lease = null, lease_until = null, checked_at = now(), ended_at = null
      where id = $1 and ($2::bigint is null or generation = $2)
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
   * @param due only if an attempt is due, not before; what a dead node left is due
   */
  public Future<Boolean> lease(UUID id, long generation, UUID lease, Duration time, boolean due) {
    return changed(
        """
        update sessions
        set lease = $3, lease_until = now() + $4::bigint * interval '1 millisecond', status = 'refreshing'
        where id = $1 and generation = $2 and renewable and status in ('active', 'refreshing')
          and (lease_until is null or lease_until <= now() or lease = $3)
          and (not $5 or refresh_at <= now() or lease_until <= now())
        """,
        id,
        generation,
        lease,
        time.toMillis(),
        due);
  }

  /** Keeps whoever has the lease of that generation from losing it for a while longer. */
  public Future<Boolean> extend(UUID id, long generation, Duration time) {
    return changed(
        """
        update sessions set lease_until = now() + $3::bigint * interval '1 millisecond'
        where id = $1 and generation = $2 and lease_until > now()
        """,
        id,
        generation,
        time.toMillis());
  }

  /** Whether that lease has neither ended nor been taken over. */
  public Future<Boolean> holds(UUID id, UUID lease) {
    return database
        .queries()
        .first(
            "select id from sessions where id = $1 and lease = $2 and lease_until > now()",
            row -> row.getUUID("id"),
            id,
            lease)
        .map(Optional::isPresent);
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
    return changed(REPLACE, fresh.arguments(id, generation));
  }

  /**
   * Ends a login: its session gets what it was given, and the mark of the default if that was
   * wanted. False where the login or its session is gone.
   */
  public Future<Boolean> finish(LoginRow login, NewSecret fresh) {
    return database.transaction(queries ->
        SessionsTable.lock(queries, login.session(), login.asDefault())
            .compose(locked -> queries.change("delete from logins where id = $1", login.id()))
            .compose(deleted ->
                deleted == 0
                    ? Future.succeededFuture(false)
                    : queries
                        .change(REPLACE, fresh.arguments(login.session(), null))
                        .compose(count ->
                            login.asDefault() && count > 0
                                ? SessionsTable.markDefault(queries, login.session())
                                : Future.succeededFuture(count > 0))));
  }

  /**
   * A refresh failed: what was due is tried again after that time. What was not due stays as it
   * was, unless it is urgent, and its failure does not count.
   *
   * @return how many failed in a row; empty where the lease was lost
   */
  public Future<Optional<Integer>> postpone(UUID id, UUID lease, Duration wait, boolean urgent) {
    return database
        .queries()
        .returned(
            """
            update sessions
            set lease = null, lease_until = null,
                failures = case when $4 or refresh_at <= now() then failures + 1 else failures end,
                refresh_at = case when $4 or refresh_at <= now() then now() + $3::bigint * interval '1 millisecond'
                                  else refresh_at end,
                status = case when expires_at <= now() then 'refreshing' else 'active' end
            where id = $1 and lease = $2
            returning failures
            """,
            row -> row.getInteger("failures"),
            id,
            lease,
            wait.toMillis(),
            urgent)
        .map(counts -> counts.stream().findFirst());
  }

  /** Nothing was tried: what was due is so again after a moment, what was not stays as it was. */
  public Future<Boolean> giveBack(UUID id, UUID lease, Duration wait) {
    return changed(
        """
        update sessions
        set lease = null, lease_until = null,
            refresh_at = case when refresh_at <= now() then now() + $3::bigint * interval '1 millisecond'
                              else refresh_at end,
            status = case when expires_at <= now() then 'refreshing' else 'active' end
        where id = $1 and lease = $2
        """,
        id,
        lease,
        wait.toMillis());
  }

  /**
   * The next token cannot be had, but what requests are made with is good: it is used to its end.
   */
  public Future<Boolean> keepAsItIs(UUID id, long generation, UUID lease) {
    return changed(
        """
        update sessions
        set lease = null, lease_until = null, refresh_at = null, renewable = false, failures = 0, status = 'active'
        where id = $1 and generation = $2 and lease = $3
        """,
        id,
        generation,
        lease);
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

  /** The vendor refuses what cannot be renewed: only a person can help. */
  public Future<Boolean> endRefused(UUID id, long generation) {
    return changed(
        """
        update sessions set status = 'needs_login', lease = null, lease_until = null, ended_at = now()
        where id = $1 and generation = $2 and not renewable and status in ('active', 'refreshing')
        """,
        id,
        generation);
  }

  /**
   * Those whose refresh is due and that nobody refreshes, of each provider the longest due first;
   * what a dead node left is due.
   */
  public Future<List<SessionRow>> due(int atMostOfEach, List<String> notOf) {
    return database
        .queries()
        .list(
            """
            select * from (
              select *, row_number() over (partition by provider order by refresh_at) as place from sessions
              where (lease_until <= now() or lease_until is null and refresh_at <= now())
                and renewable and status in ('active', 'refreshing') and provider <> all($2)) as ranked
            where place <= $1
            order by place
            """,
            SessionRows::read,
            atMostOfEach,
            notOf.toArray(String[]::new));
  }

  /** How long until the next refresh is due, or a lease ends; empty where none is planned. */
  public Future<Optional<Duration>> next() {
    return database
        .queries()
        .first(
            """
            select greatest(0, ceil(extract(epoch from min(coalesce(lease_until, refresh_at)) - now()) * 1000))::bigint
                     as wait
            from sessions
            where coalesce(lease_until, refresh_at) is not null and renewable and status in ('active', 'refreshing')
            """,
            row -> Optional.ofNullable(row.getLong("wait")).map(Duration::ofMillis))
        .map(found -> found.flatMap(wait -> wait));
  }

  /** The provider's token endpoint answers again: those that failed need not wait. */
  public Future<Integer> hurry(String provider) {
    return database
        .queries()
        .change(
            """
            update sessions set refresh_at = now()
            where provider = $1 and failures > 0
              and refresh_at > now() and refresh_at < now() + interval '3 seconds'
            """,
            provider);
  }

  private Future<Boolean> changed(String sql, Object... arguments) {
    return database.queries().change(sql, arguments).map(count -> count > 0);
  }

  private static LeaseView view(Row row) {
    return new LeaseView(
        SessionRows.read(row),
        row.getBoolean("leased"),
        row.getBoolean("abandoned"),
        row.getBoolean("over"),
        Duration.ofMillis(Optional.ofNullable(row.getLong("wait")).orElse(0L)));
  }
}
