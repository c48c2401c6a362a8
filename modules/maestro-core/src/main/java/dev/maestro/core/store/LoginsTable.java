package dev.maestro.core.store;

import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.oauth.LoginFlow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Table logins. Times are the database's, so that nodes with other clocks agree. */
public final class LoginsTable {
  /**
   * So long whoever claimed a login waits for its exchange, and a moment to say how it ended; one
   * that says nothing by then is dead.
   */
  private static final String LONGEST_EXCHANGE =
      "interval '" + ProviderBus.LONGEST_ANSWER.plusSeconds(10).toSeconds() + " seconds'";

  /** Whether something may still come of it; an exchange may run past the login's own end. */
  static final String UNDER_WAY =
      """
      (claimed_at is null and (expires_at is null or expires_at > now())
       or claimed_at > now() - %s and (code is not null or flow = 'none'))
      """
          .formatted(LONGEST_EXCHANGE);

  private static final String ALL =
      """
      select *, claimed_at is not null as claimed,
             coalesce(case when claimed_at is null then expires_at <= now() else claimed_at <= now() - %s end, false)
               as expired,
             coalesce(%s, false) as under_way
      from logins
      """
          .formatted(LONGEST_EXCHANGE, UNDER_WAY);

  private final Database database;

  public LoginsTable(Database database) {
    this.database = database;
  }

  /**
   * Puts a login in the place of its session's older one. Completes with it as it is stored; empty
   * where the session is gone.
   */
  public Future<Optional<LoginRow>> replace(LoginRow row, Optional<Duration> lifetime) {
    return database
        .queries()
        .first(
            """
            insert into logins (id, session_id, state_hash, secrets, credential, flow, as_default, expires_at)
            select $1, id, $3, $4, $5, $6, $7, now() + $8::bigint * interval '1 millisecond'
            from sessions where id = $2 for key share
            on conflict on constraint logins_session do update
            set id = excluded.id, state_hash = excluded.state_hash, secrets = excluded.secrets,
                credential = excluded.credential, code = null, flow = excluded.flow, redirect_uri = null,
                as_default = logins.as_default or excluded.as_default,
                created_at = now(), expires_at = excluded.expires_at, claimed_at = null
            returning *, false as expired, false as claimed, true as under_way
            """,
            LoginsTable::read,
            row.id(),
            row.session(),
            row.stateHash(),
            SessionRows.buffer(row.secrets()),
            row.credential().map(SessionRows::buffer).orElse(null),
            row.flow().wire(),
            row.asDefault(),
            lifetime.map(Duration::toMillis).orElse(null));
  }

  public Future<Boolean> storeRedirect(UUID id, String redirectUri) {
    return changed("update logins set redirect_uri = $2 where id = $1", id, redirectUri);
  }

  public Future<Optional<LoginRow>> find(UUID id) {
    return database.queries().first(ALL + "where id = $1", LoginsTable::read, id);
  }

  public Future<Optional<LoginRow>> ofSession(UUID session) {
    return database.queries().first(ALL + "where session_id = $1", LoginsTable::read, session);
  }

  public Future<Optional<LoginRow>> ofState(String stateHash) {
    return database.queries().first(ALL + "where state_hash = $1", LoginsTable::read, stateHash);
  }

  /** Uses its state, with what the person brought: false for all but the first who tries. */
  public Future<Boolean> claim(UUID id, Optional<Envelope> code) {
    return changed(
        """
        update logins set claimed_at = now(), code = $2
        where id = $1 and claimed_at is null and (expires_at is null or expires_at > now())
        """,
        id,
        code.map(SessionRows::buffer).orElse(null));
  }

  /** The vendor never saw the code: it may be brought once more. */
  public Future<Boolean> release(UUID id) {
    return changed("update logins set claimed_at = null, code = null where id = $1", id);
  }

  /** The vendor refuses the code: nobody needs it any more. */
  public Future<Boolean> forgetCode(UUID id) {
    return changed("update logins set code = null where id = $1", id);
  }

  public Future<Boolean> delete(UUID id) {
    return changed("delete from logins where id = $1", id);
  }

  /** Logins that a browser may still come back from. */
  public Future<List<LoginRow>> awaitingBrowser() {
    return database
        .queries()
        .list(
            ALL
                + "where flow = 'callback' and claimed_at is null"
                + " and (expires_at is null or expires_at > now())",
            LoginsTable::read);
  }

  /** Forgets the codes of exchanges that died. Completes with the sessions of their logins. */
  public Future<List<UUID>> endAbandoned() {
    return database
        .queries()
        .returned(
            "update logins set code = null where code is not null and claimed_at <= now() - "
                + LONGEST_EXCHANGE
                + " returning session_id",
            row -> row.getUUID("session_id"));
  }

  /** Removes those that were over before so long. */
  public Future<Integer> sweep(Duration since) {
    return database
        .queries()
        .change(
            """
            delete from logins
            where least(expires_at, claimed_at) < now() - $1::bigint * interval '1 millisecond'
            """,
            since.toMillis());
  }

  private Future<Boolean> changed(String sql, Object... arguments) {
    return database.queries().change(sql, arguments).map(count -> count > 0);
  }

  private static LoginRow read(Row row) {
    return new LoginRow(
        row.getUUID("id"),
        row.getUUID("session_id"),
        row.getString("state_hash"),
        SessionRows.envelope(row.getBuffer("secrets")),
        Optional.ofNullable(row.getBuffer("code")).map(SessionRows::envelope),
        Optional.ofNullable(row.getBuffer("credential")).map(SessionRows::envelope),
        LoginFlow.valueOf(row.getString("flow").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("redirect_uri")),
        row.getBoolean("as_default"),
        SessionRows.time(row, "expires_at"),
        row.getBoolean("expired"),
        row.getBoolean("claimed"),
        row.getBoolean("under_way"));
  }
}
