package dev.maestro.core.store;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table notifications. */
public final class NotificationsTable {
  /** Any number, the same on every node. */
  private static final long INSERTING = 0x4d6165737472_01L;

  private final Database database;

  public NotificationsTable(Database database) {
    this.database = database;
  }

  /**
   * Tells of a session, with a delivery to each of these targets. Nothing is done, and empty comes
   * back, where one of this kind is not settled yet, or where the session is gone.
   */
  public Future<Optional<Long>> insert(
      String kind, SessionRow session, String detail, List<String> targets) {
    return isUnsettled(kind, session.id())
        .compose(already ->
            already
                ? Future.succeededFuture(Optional.empty())
                : database.transaction(queries ->
                    inserted(queries, kind, session, detail)
                        .compose(id -> delivering(queries, id, targets))));
  }

  private Future<Boolean> isUnsettled(String kind, UUID session) {
    return database
        .queries()
        .first(
            """
            select id from notifications
            where session_id = $1 and kind = $2 and settled_at is null
            """,
            row -> row.getLong("id"),
            session,
            kind)
        .map(Optional::isPresent);
  }

  // One after another: whoever has read up to an id misses none that is stored later.
  private static Future<Optional<Long>> inserted(
      Queries queries, String kind, SessionRow session, String detail) {
    return queries
        .list("select 1 from pg_advisory_xact_lock($1)", row -> row, INSERTING)
        .compose(alone ->
            queries.first(
                """
                insert into notifications (kind, session_id, provider, session, detail)
                select $1, id, provider, name, $3 from sessions where id = $2
                on conflict (session_id, kind) where settled_at is null do nothing
                returning id
                """,
                row -> row.getLong("id"),
                kind,
                session.id(),
                detail));
  }

  private static Future<Optional<Long>> delivering(
      Queries queries, Optional<Long> id, List<String> targets) {
    return id.isEmpty() || targets.isEmpty()
        ? Future.succeededFuture(id)
        : queries
            .change(
                """
                insert into webhook_deliveries (notification, target)
                select $1, target from unnest($2::text[]) as target
                """,
                id.get(),
                targets.toArray(String[]::new))
            .map(id);
  }

  /** What was told of a session needs nobody any more. */
  public Future<Integer> settle(UUID session) {
    return database
        .queries()
        .change(
            "update notifications set settled_at = now() where session_id = $1 and settled_at is null",
            session);
  }

  /**
   * What the state of its session has overtaken needs nobody any more: the one who should have said
   * so may have died.
   */
  public Future<Integer> settleOvertaken() {
    return database
        .queries()
        .change(
            """
            update notifications set settled_at = now()
            from sessions
            where settled_at is null and sessions.id = notifications.session_id
              and (kind in ('needs_login', 'refresh_failing') and status = 'active' and failures = 0
                   or kind in ('refresh_failing', 'session_expiring')
                      and status in ('needs_login', 'revoked', 'expired'))
            """);
  }

  /**
   * The newest first.
   *
   * @param sessions {@code SESSION} or {@code PROVIDER/SESSION}; empty means every one
   * @param open only those that still need somebody: neither settled nor acknowledged
   */
  public Future<List<NotificationRow>> list(
      Optional<List<String>> sessions, boolean open, int atMost) {
    return database
        .queries()
        .list(
            """
            select * from notifications
            where ($1::text[] is null or session = any($1) or provider || '/' || session = any($1))
              and (not $2::boolean or settled_at is null and acked_at is null)
            order by id desc limit $3
            """,
            NotificationRow::read,
            names(sessions),
            open,
            atMost);
  }

  /** Those after an id, the oldest first; up to another id only those that are open. */
  public Future<List<NotificationRow>> since(
      Optional<List<String>> sessions, long after, long openUpTo, int atMost) {
    return database
        .queries()
        .list(
            """
            select * from notifications
            where ($1::text[] is null or session = any($1) or provider || '/' || session = any($1))
              and id > $2
              and (id > $3 or settled_at is null and acked_at is null)
            order by id limit $4
            """,
            NotificationRow::read,
            names(sessions),
            after,
            openUpTo,
            atMost);
  }

  /** The sessions of which this is told and not settled. */
  public Future<List<UUID>> unsettled(String kind) {
    return database
        .queries()
        .list(
            "select session_id from notifications where kind = $1 and settled_at is null",
            row -> row.getUUID("session_id"),
            kind);
  }

  /** The id of the last one; 0 where there is none. */
  public Future<Long> newest() {
    return database
        .queries()
        .first(
            "select coalesce(max(id), 0) as newest from notifications",
            row -> row.getLong("newest"))
        .map(Optional::orElseThrow);
  }

  /** Notes who took note first; empty where there is none of this id, or not for these sessions. */
  public Future<Optional<NotificationRow>> acknowledge(
      Optional<List<String>> sessions, long id, String keyId) {
    return database
        .queries()
        .first(
            """
            update notifications
            set acked_at = coalesce(acked_at, now()), acked_by = coalesce(acked_by, $3)
            where ($1::text[] is null or session = any($1) or provider || '/' || session = any($1))
              and id = $2
            returning *
            """,
            NotificationRow::read,
            names(sessions),
            id,
            keyId);
  }

  /** Settles what was told of sessions that are gone. */
  public Future<Integer> settleOrphans() {
    return database
        .queries()
        .change(
            """
            update notifications set settled_at = now()
            where settled_at is null
              and not exists (select from sessions where sessions.id = notifications.session_id)
            """);
  }

  /** Removes what needed nobody already before this time, and all but the newest so many. */
  public Future<Integer> sweep(Instant before, int newest) {
    return database
        .queries()
        .change(
            """
            delete from notifications
            where coalesce(settled_at, acked_at) < $1
               or id <= (select id from notifications order by id desc offset $2 limit 1)
            """,
            before.atOffset(ZoneOffset.UTC),
            newest);
  }

  private static String[] names(Optional<List<String>> sessions) {
    return sessions.map(list -> list.toArray(String[]::new)).orElse(null);
  }
}
