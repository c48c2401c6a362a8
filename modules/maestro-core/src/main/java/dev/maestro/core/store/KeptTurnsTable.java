package dev.maestro.core.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maestro.api.chat.Part;
import dev.maestro.core.turn.KeptTurn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Table kept_turns. A turn belongs to the client key it was made for. */
public final class KeptTurnsTable {
  private final Database database;
  private final ObjectMapper mapper = new ObjectMapper();

  public KeptTurnsTable(Database database) {
    this.database = database;
  }

  private record Found(String callId, KeptTurn turn) {}

  /** Keeps a turn under its first call; a later one of the same call replaces it. */
  public Future<Void> store(String owner, String callId, KeptTurn turn, Instant expiresAt) {
    Buffer parts = json(turn.parts());
    return database
        .queries()
        .change(
            """
            insert into kept_turns (owner, call_id, provider, model, parts, bytes, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (owner, call_id) do update
            set provider = excluded.provider, model = excluded.model, parts = excluded.parts,
                bytes = excluded.bytes, expires_at = excluded.expires_at
            """,
            owner,
            callId,
            turn.provider(),
            turn.model(),
            parts,
            (long) parts.length(),
            expiresAt.atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  /**
   * Those of these calls that are still kept of this provider and model, by call. Of more than so
   * many bytes the newest.
   */
  public Future<Map<String, KeptTurn>> find(
      String owner,
      String provider,
      String model,
      List<String> callIds,
      Instant now,
      long mostBytes) {
    return database
        .queries()
        .list(
            """
            select * from (
              select *, sum(bytes) over (order by expires_at desc, call_id) as taken
              from kept_turns
              where owner = $1 and provider = $2 and model = $3 and call_id = any($4)
                and expires_at > $5) as counted
            where taken <= $6
            """,
            this::read,
            owner,
            provider,
            model,
            callIds.toArray(String[]::new),
            now.atOffset(ZoneOffset.UTC),
            mostBytes)
        .map(found -> found.stream().collect(Collectors.toMap(Found::callId, Found::turn)));
  }

  /** Removes expired turns, and of each owner all but the newest that fit into its room. */
  public Future<Integer> sweep(Instant now, int newest, long room) {
    return database
        .queries()
        .change(
            """
            delete from kept_turns where expires_at <= $1 or (owner, call_id) in (
              select owner, call_id from (
                select owner, call_id, row_number() over newest as place, sum(bytes) over newest as taken
                from kept_turns
                window newest as (partition by owner order by expires_at desc, call_id)) as counted
              where place > $2 or taken > $3)
            """,
            now.atOffset(ZoneOffset.UTC),
            newest,
            room);
  }

  private Found read(Row row) {
    return new Found(
        row.getString("call_id"),
        new KeptTurn(
            row.getString("provider"), row.getString("model"), parts(row.getBuffer("parts"))));
  }

  private Buffer json(List<Part> parts) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(parts.toArray(Part[]::new)));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<Part> parts(Buffer stored) {
    try {
      return List.of(mapper.readValue(stored.getBytes(), Part[].class));
    } catch (IOException notOurs) {
      throw new UncheckedIOException(notOurs);
    }
  }
}
