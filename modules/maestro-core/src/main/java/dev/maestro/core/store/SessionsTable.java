package dev.maestro.core.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Table sessions. */
public final class SessionsTable {
  private final Database database;

  public SessionsTable(Database database) {
    this.database = database;
  }

  /** A row marked as default takes that mark from its provider's other sessions. */
  public Future<InsertOutcome> insert(SessionRow row) {
    return database.transaction(queries ->
        insertUnmarked(queries, row)
            .compose(outcome ->
                outcome == InsertOutcome.INSERTED && row.isDefault()
                    ? markDefault(queries, row.id()).map(outcome)
                    : Future.succeededFuture(outcome)));
  }

  public Future<Optional<SessionRow>> find(String provider, String name) {
    return database
        .queries()
        .first(
            "select * from sessions where provider = $1 and name = $2",
            SessionRows::read,
            provider,
            name);
  }

  public Future<Optional<SessionRow>> find(UUID id) {
    return database.queries().first("select * from sessions where id = $1", SessionRows::read, id);
  }

  /** Those of this name, whatever their provider. */
  public Future<List<SessionRow>> named(String name) {
    return database
        .queries()
        .list("select * from sessions where name = $1 order by provider", SessionRows::read, name);
  }

  public Future<List<SessionRow>> list(SessionFilter filter) {
    return database
        .queries()
        .list(
            """
            select * from sessions
            where ($1::text is null or provider = $1)
              and ($2::text is null or auth_type = $2)
              and ($3::text is null or status = $3)
            order by provider, name
            """,
            SessionRows::read,
            filter.provider().orElse(null),
            filter.authType().map(type -> type.wire()).orElse(null),
            filter.status().map(SessionStatus::wire).orElse(null));
  }

  /** The provider's session marked as default, or its only one that is not still being made. */
  public Future<Optional<SessionRow>> defaultOf(String provider) {
    return database
        .queries()
        .first(
            """
            select * from sessions
            where provider = $1
              and (is_default
                   or status <> 'pending'
                      and (select count(*) from sessions where provider = $1 and status <> 'pending') = 1)
            order by is_default desc
            """,
            SessionRows::read,
            provider);
  }

  /** Whether there is such a session; it becomes its provider's only default, or none any more. */
  public Future<Boolean> mark(UUID id, boolean isDefault) {
    return database.transaction(queries -> marked(queries, id, isDefault));
  }

  /**
   * Puts the key that was checked under this candidate in the place of the session's old one, with
   * the mark as default if that is to change. False where the candidate was overtaken by another,
   * or the session is gone: then nothing is changed.
   */
  public Future<Boolean> replaceKey(
      UUID id,
      UUID candidate,
      Envelope secret,
      Optional<Instant> checkedAt,
      Optional<Boolean> isDefault) {
    return database.transaction(queries ->
        lock(queries, id, isDefault.isPresent())
            .compose(locked ->
                queries.change(
                    """
                    with taken as (delete from logins where id = $2 and session_id = $1 returning session_id)
                    update sessions set secret = $3, checked_at = $4 from taken where sessions.id = taken.session_id
                    """,
                    id,
                    candidate,
                    SessionRows.buffer(secret),
                    SessionRows.time(checkedAt)))
            .compose(count ->
                count == 0
                    ? Future.succeededFuture(false)
                    : forgetModels(queries, id)
                        .compose(forgotten ->
                            isDefault.isPresent()
                                ? marked(queries, id, isDefault.get())
                                : Future.succeededFuture(true))));
  }

  // Another key may be another account's.
  private static Future<Integer> forgetModels(Queries queries, UUID id) {
    return queries.change("delete from model_lists where session_id = $1", id);
  }

  private static Future<Boolean> marked(Queries queries, UUID id, boolean isDefault) {
    return isDefault
        ? markDefault(queries, id)
        : queries
            .change("update sessions set is_default = false where id = $1", id)
            .map(count -> count > 0);
  }

  /** Notes many uses at once; an older time never replaces a newer. */
  public Future<Void> storeUses(Map<UUID, Instant> uses) {
    List<Map.Entry<UUID, Instant>> entries = List.copyOf(uses.entrySet());
    return database
        .queries()
        .change(
            """
            update sessions set last_used_at = greatest(last_used_at, used.at)
            from unnest($1::uuid[], $2::timestamptz[]) as used (id, at)
            where sessions.id = used.id
            """,
            entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
            entries.stream()
                .map(entry -> entry.getValue().atOffset(ZoneOffset.UTC))
                .toArray(java.time.OffsetDateTime[]::new))
        .mapEmpty();
  }

  /**
   * Ends a creation: the session is active, when the vendor confirmed its secret is noted, and it
   * becomes its provider's only default if it shall. Whether there was such a session.
   */
  public Future<Boolean> activate(UUID id, Optional<Instant> checkedAt, boolean asDefault) {
    return database.transaction(queries ->
        queries
            .change(
                "update sessions set status = 'active', checked_at = $2 where id = $1",
                id,
                SessionRows.time(checkedAt))
            .compose(count ->
                asDefault && count > 0
                    ? markDefault(queries, id)
                    : Future.succeededFuture(count > 0)));
  }

  /** Takes back a creation that was not finished. Whether there was one. */
  public Future<Boolean> deletePending(UUID id) {
    return changed("delete from sessions where id = $1 and status = 'pending'", id);
  }

  /** Removes what a creation left that was cut off before this time. Whether there was one. */
  public Future<Boolean> deleteLeftOver(String provider, String name, Instant before) {
    return changed(
        """
        delete from sessions
        where provider = $1 and name = $2
          and (status = 'pending' and auth_type = 'api_key' and created_at < $3
               or auth_type = 'oauth' and secret is null
                  and (created_at < $3
                       or exists (select 1 from logins where session_id = sessions.id and expires_at <= now()))
                  and not exists (select 1 from logins where session_id = sessions.id and %s))
        """
            .formatted(LoginsTable.UNDER_WAY),
        provider,
        name,
        before.atOffset(ZoneOffset.UTC));
  }

  /** Whether there was such a session, with the secret of that generation if it matters. */
  public Future<Boolean> delete(UUID id, Optional<Long> generation) {
    return changed(
        "delete from sessions where id = $1 and ($2::bigint is null or generation = $2)",
        id,
        generation.orElse(null));
  }

  private Future<Boolean> changed(String sql, Object... arguments) {
    return database.queries().change(sql, arguments).map(count -> count > 0);
  }

  private static Future<InsertOutcome> insertUnmarked(Queries queries, SessionRow row) {
    return queries
        .change(
            """
            insert into sessions (id, provider, name, auth_type, status, organization, project, secret, dialects,
                                  created_at, last_used_at, expires_at, checked_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict on constraint sessions_name do nothing
            """,
            SessionRows.arguments(row))
        .map(count -> count > 0 ? InsertOutcome.INSERTED : InsertOutcome.TAKEN);
  }

  /**
   * Before anything else that depends on the session is written. A deletion locks the session first
   * and what depends on it then, and whoever marks holds the mark before a row: in another order
   * two might wait for each other.
   */
  static Future<?> lock(Queries queries, UUID id, boolean mark) {
    return (mark ? lockMark(queries, id) : Future.succeededFuture())
        .compose(ready ->
            queries.first(
                "select id from sessions where id = $1 for update", row -> row.getUUID("id"), id));
  }

  // Two markings at once would meet in the unique index; the lock lets the second wait for the
  // first.
  private static Future<?> lockMark(Queries queries, UUID id) {
    return queries.first(
        """
        select pg_advisory_xact_lock(hashtext('sessions_default'), hashtext(provider))
        from sessions where id = $1
        """,
        row -> true,
        id);
  }

  static Future<Boolean> markDefault(Queries queries, UUID id) {
    return lockMark(queries, id)
        .compose(locked ->
            queries.change(
                """
                update sessions set is_default = false
                where is_default and id <> $1 and provider = (select provider from sessions where id = $1)
                """,
                id))
        .compose(
            cleared -> queries.change("update sessions set is_default = true where id = $1", id))
        .map(count -> count > 0);
  }
}
