package dev.maestro.core.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maestro.api.ModelInfo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table model_lists. A list goes when its session goes. */
public final class ModelListsTable {
  private final Database database;
  private final ObjectMapper mapper = new ObjectMapper();

  public ModelListsTable(Database database) {
    this.database = database;
  }

  /** Replaces the session's list; of a session deleted meanwhile nothing is kept. */
  public Future<Void> store(ModelListRow row) {
    return database
        .queries()
        .change(
            """
            insert into model_lists (session_id, models, fetched_at)
            select id, $2, $3 from sessions where id = $1
            on conflict (session_id) do update set models = excluded.models, fetched_at = excluded.fetched_at
            """,
            row.sessionId(),
            json(row.models()),
            row.fetchedAt().atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  public Future<Optional<ModelListRow>> find(UUID sessionId) {
    return database
        .queries()
        .first("select * from model_lists where session_id = $1", this::read, sessionId);
  }

  public Future<List<ModelListRow>> list() {
    return database.queries().list("select * from model_lists order by session_id", this::read);
  }

  private ModelListRow read(Row row) {
    return new ModelListRow(
        row.getUUID("session_id"),
        models(row.getJsonArray("models")),
        row.getOffsetDateTime("fetched_at").toInstant());
  }

  private JsonArray json(List<ModelInfo> models) {
    try {
      return new JsonArray(mapper.writeValueAsString(models));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<ModelInfo> models(JsonArray stored) {
    try {
      return List.of(mapper.readValue(stored.encode(), ModelInfo[].class));
    } catch (JsonProcessingException notOurs) {
      throw new UncheckedIOException(notOurs);
    }
  }
}
