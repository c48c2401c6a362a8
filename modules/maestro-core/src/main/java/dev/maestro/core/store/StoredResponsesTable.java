package dev.maestro.core.store;

import dev.maestro.api.Dialect;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Table stored_responses. An answer belongs to the client key it was made for. */
public final class StoredResponsesTable {
  private final Database database;

  public StoredResponsesTable(Database database) {
    this.database = database;
  }

  /**
   * A turn of a conversation, without its content.
   *
   * @param bytes of it and of all turns after it
   */
  public record Turn(String id, Optional<String> previous, long bytes) {}

  /** Keeps an answer, and the conversation before it as long. */
  public Future<Void> store(
      String owner, Dialect dialect, StoredResponse response, Instant now, Instant expiresAt) {
    return database
        .queries()
        .change(
            """
            with recursive earlier as (
              select id, previous, expires_at from stored_responses
              where owner = $1 and dialect = $2 and id = $4
              union
              select stored.id, stored.previous, stored.expires_at
              from earlier join stored_responses as stored
              on stored.owner = $1 and stored.dialect = $2 and stored.id = earlier.previous
            ), prolonged as (
              update stored_responses as stored set expires_at = $9::timestamptz from earlier
              where stored.owner = $1 and stored.dialect = $2 and stored.id = earlier.id
                and earlier.expires_at > $8::timestamptz and earlier.expires_at < $9::timestamptz - interval '1 day'
            )
            insert into stored_responses
              (owner, dialect, id, previous, input, answer, bytes, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            owner,
            dialect.id(),
            response.id(),
            response.previous().orElse(null),
            response.input(),
            response.answer(),
            response.bytes(),
            now.atOffset(ZoneOffset.UTC),
            expiresAt.atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  public Future<Optional<StoredResponse>> find(
      String owner, Dialect dialect, String id, Instant now) {
    return database
        .queries()
        .first(
            """
            select * from stored_responses
            where owner = $1 and dialect = $2 and id = $3 and expires_at > $4
            """,
            StoredResponsesTable::read,
            owner,
            dialect.id(),
            id,
            now.atOffset(ZoneOffset.UTC));
  }

  /** The turns up to an answer, it first; the last one has a previous where that is gone. */
  public Future<List<Turn>> turns(String owner, Dialect dialect, String id, int most, Instant now) {
    return database
        .queries()
        .list(
            """
            with recursive turns as (
              select id, previous, bytes, 1 as place from stored_responses
              where owner = $1 and dialect = $2 and id = $3 and expires_at > $5
              union all
              select stored.id, stored.previous, turns.bytes + stored.bytes, turns.place + 1
              from turns join stored_responses as stored
              on stored.owner = $1 and stored.dialect = $2 and stored.id = turns.previous
              where stored.expires_at > $5 and turns.place < $4
            )
            select id, previous, bytes from turns order by place
            """,
            row ->
                new Turn(
                    row.getString("id"),
                    Optional.ofNullable(row.getString("previous")),
                    row.getLong("bytes")),
            owner,
            dialect.id(),
            id,
            most,
            now.atOffset(ZoneOffset.UTC));
  }

  /** Those of these ids that are there, in any order. */
  public Future<List<StoredResponse>> all(String owner, Dialect dialect, List<String> ids) {
    return database
        .queries()
        .list(
            "select * from stored_responses where owner = $1 and dialect = $2 and id = any($3)",
            StoredResponsesTable::read,
            owner,
            dialect.id(),
            ids.toArray(String[]::new));
  }

  /** Whether there was one. */
  public Future<Boolean> delete(String owner, Dialect dialect, String id, Instant now) {
    return database
        .queries()
        .change(
            """
            delete from stored_responses
            where owner = $1 and dialect = $2 and id = $3 and expires_at > $4
            """,
            owner,
            dialect.id(),
            id,
            now.atOffset(ZoneOffset.UTC))
        .map(count -> count > 0);
  }

  /** Removes what is expired, and of each owner the oldest that do not fit into its room. */
  public Future<Integer> sweep(Instant now, long room) {
    return database
        .queries()
        .change(
            """
            delete from stored_responses where expires_at <= $1 or (owner, dialect, id) in (
              select owner, dialect, id from (
                select owner, dialect, id,
                  sum(bytes) over (partition by owner order by created_at desc, id) as taken
                from stored_responses) as counted
              where taken > $2)
            """,
            now.atOffset(ZoneOffset.UTC),
            room);
  }

  private static StoredResponse read(Row row) {
    return new StoredResponse(
        row.getString("id"),
        Optional.ofNullable(row.getString("previous")),
        row.getBuffer("input"),
        row.getBuffer("answer"));
  }
}
