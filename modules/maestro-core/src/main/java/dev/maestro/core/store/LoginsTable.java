package dev.maestro.core.store;

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
  private static final String ALL =
      """
      select *, coalesce(expires_at <= now(), false) as expired, claimed_at is not null as claimed
      from logins
      """;

  private final Database database;

  public LoginsTable(Database database) {
    this.database = database;
  }

  /** Puts a login in the place of its session's older one. Completes with it as it is stored. */
  public Future<LoginRow> replace(LoginRow row, Optional<Duration> lifetime) {
    return database
        .queries()
        .first(
            """
            insert into logins (id, session_id, state_hash, secrets, credential, flow, as_default, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, now() + $8::bigint * interval '1 millisecond')
            on conflict on constraint logins_session do update
            set id = excluded.id, state_hash = excluded.state_hash, secrets = excluded.secrets,
                credential = excluded.credential, code = null, flow = excluded.flow, redirect_uri = null,
                as_default = logins.as_default or excluded.as_default,
                created_at = now(), expires_at = excluded.expires_at, claimed_at = null
            returning *, false as expired, false as claimed
            """,
            LoginsTable::read,
            row.id(),
            row.session(),
            row.stateHash(),
            SessionRows.buffer(row.secrets()),
            row.credential().map(SessionRows::buffer).orElse(null),
            row.flow().wire(),
            row.asDefault(),
            lifetime.map(Duration::toMillis).orElse(null))
        .map(Optional::orElseThrow);
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

  /** Removes those that were over before so long. */
  public Future<Integer> sweep(Duration since) {
    return database
        .queries()
        .change(
            "delete from logins where expires_at < now() - $1::bigint * interval '1 millisecond'",
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
        row.getBoolean("claimed"));
  }
}
