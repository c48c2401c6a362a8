package dev.maestro.core.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table client_keys. */
public final class ClientKeysTable {
  private final Database database;

  public ClientKeysTable(Database database) {
    this.database = database;
  }

  public Future<InsertOutcome> insert(ClientKeyRow row) {
    return database
        .queries()
        .change(
            """
            insert into client_keys (id, name, role, hash, hint, sessions, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict on constraint client_keys_hash do nothing
            """,
            row.id(),
            row.name(),
            row.role().wire(),
            row.hash().hex(),
            row.hint(),
            row.sessions().map(names -> names.toArray(String[]::new)).orElse(null),
            row.createdAt().atOffset(ZoneOffset.UTC))
        .map(count -> count > 0 ? InsertOutcome.INSERTED : InsertOutcome.TAKEN);
  }

  /** Looked up by hash, so that the time it takes says nothing of the key. */
  public Future<Optional<ClientKeyRow>> find(KeyHash hash) {
    return database
        .queries()
        .first("select * from client_keys where hash = $1", ClientKeysTable::read, hash.hex());
  }

  public Future<List<ClientKeyRow>> list() {
    return database
        .queries()
        .list("select * from client_keys order by created_at, id", ClientKeysTable::read);
  }

  /** Deletes it with all that was kept for it; whether there was such a key. */
  public Future<Boolean> delete(UUID id) {
    return database.transaction(queries ->
        queries
            .change("delete from client_keys where id = $1", id)
            .compose(count -> count == 0 ? Future.succeededFuture(false) : forget(queries, id)));
  }

  private static Future<Boolean> forget(Queries queries, UUID id) {
    String owner = id.toString();
    return queries
        .change("delete from kept_turns where owner = $1", owner)
        .compose(turns -> queries.change("delete from stored_responses where owner = $1", owner))
        .map(answers -> true);
  }

  public Future<Void> storeUse(UUID id, Instant usedAt) {
    return database
        .queries()
        .change(
            "update client_keys set last_used_at = greatest(last_used_at, $2) where id = $1",
            id,
            usedAt.atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  private static ClientKeyRow read(Row row) {
    return new ClientKeyRow(
        row.getUUID("id"),
        row.getString("name"),
        KeyRole.of(row.getString("role")).orElseThrow(),
        new KeyHash(row.getString("hash")),
        row.getString("hint"),
        Optional.ofNullable(row.getArrayOfStrings("sessions")).map(List::of),
        row.getOffsetDateTime("created_at").toInstant(),
        SessionRows.time(row, "last_used_at"));
  }
}
