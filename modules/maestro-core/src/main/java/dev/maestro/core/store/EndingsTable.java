package dev.maestro.core.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Table sessions, as far as they end by themselves. Times are the database's. */
public final class EndingsTable {
  private final Database database;

  public EndingsTable(Database database) {
    this.database = database;
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
                         select 1 from logins where session_id = sessions.id and %s)))
            returning *
            """
                .formatted(LoginsTable.UNDER_WAY),
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
              and not exists (select 1 from logins where session_id = sessions.id and %s)
            returning *
            """
                .formatted(LoginsTable.UNDER_WAY),
            SessionRows::read,
            since.toMillis());
  }
}
