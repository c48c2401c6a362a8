package dev.maestro.core.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;

/** Table vault_keys. */
public final class VaultKeysTable {
  private final Queries queries;

  public VaultKeysTable(Queries queries) {
    this.queries = queries;
  }

  /** Oldest first. */
  public Future<List<VaultKeyRow>> list() {
    return queries.list("select * from vault_keys order by created_at, id", VaultKeysTable::read);
  }

  public Future<Void> insert(VaultKeyRow row) {
    return queries
        .change(
            "insert into vault_keys (id, wrapped, master_fingerprint, created_at) values ($1, $2, $3, $4)",
            row.id(),
            SessionRows.buffer(row.wrapped()),
            row.masterFingerprint(),
            row.createdAt().atOffset(ZoneOffset.UTC))
        .mapEmpty();
  }

  /** Replaces what wraps a key; the key itself stays. */
  public Future<Void> rewrap(VaultKeyRow row) {
    return queries
        .change(
            "update vault_keys set wrapped = $2, master_fingerprint = $3 where id = $1",
            row.id(),
            SessionRows.buffer(row.wrapped()),
            row.masterFingerprint())
        .mapEmpty();
  }

  private static VaultKeyRow read(Row row) {
    return new VaultKeyRow(
        row.getUUID("id"),
        SessionRows.envelope(row.getBuffer("wrapped")),
        row.getString("master_fingerprint"),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
