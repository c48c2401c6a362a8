package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import dev.maestro.core.store.ClusterFactsTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.Queries;
import dev.maestro.core.store.VaultKeyRow;
import dev.maestro.core.store.VaultKeysTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the master key. Only the data keys are wrapped anew, in one transaction, so no session
 * logs in again and nodes that run keep running. Cut off at any point, the next start finds the key
 * that fits.
 */
public final class MasterKeyRotation {
  private final Vertx vertx;
  private final Database database;
  private final Optional<Secret> setting;
  private final MasterKeyFile file;
  private final VaultOpening opening;

  /**
   * Changes nothing yet.
   *
   * @param setting the setting {@code master.key}, as for {@link VaultOpening}
   */
  public MasterKeyRotation(Vertx vertx, Database database, Optional<Secret> setting, Path home) {
    this.vertx = vertx;
    this.database = database;
    this.setting = setting;
    this.file = new MasterKeyFile(home);
    this.opening = new VaultOpening(vertx, database, setting, home);
  }

  /**
   * Completes with the new key once it is in force. A key kept in a file has been replaced there; a
   * key that was given as a setting has to be set by the one who called this, on every node, before
   * its next start.
   */
  public Future<MasterKey> rotate() {
    MasterKey next = MasterKey.generate();
    return opening
        .masterKey()
        .compose(old ->
            onFile(() -> file.writeNext(next))
                .compose(written -> database.transaction(queries -> rewrap(queries, old, next))))
        .compose(committed -> onFile(() -> file.settleOn(next)))
        .map(next);
  }

  private Future<Void> onFile(Runnable work) {
    if (setting.isPresent()) {
      return Future.succeededFuture();
    }
    return vertx.executeBlocking(() -> {
      work.run();
      return null;
    });
  }

  private static Future<Void> rewrap(Queries queries, MasterKey old, MasterKey next) {
    ClusterFactsTable facts = new ClusterFactsTable(queries);
    VaultKeysTable keys = new VaultKeysTable(queries);
    return facts
        .lock(VaultOpening.FINGERPRINT)
        .compose(locked -> facts.find(VaultOpening.FINGERPRINT))
        .compose(known ->
            known.filter(old.fingerprint()::equals).isPresent()
                ? keys.list()
                : Future.failedFuture(
                    new VaultException("another rotation was faster; this one changed nothing")))
        .compose(rows -> rewrapAll(keys, rows, old, next))
        .compose(done -> facts.store(VaultOpening.FINGERPRINT, next.fingerprint()));
  }

  private static Future<Void> rewrapAll(
      VaultKeysTable keys, List<VaultKeyRow> rows, MasterKey old, MasterKey next) {
    Future<Void> chain = Future.succeededFuture();
    for (VaultKeyRow row : rows) {
      byte[] dataKey = old.unwrap(row.id(), row.wrapped().bytes());
      VaultKeyRow rewrapped =
          new VaultKeyRow(
              row.id(),
              Envelope.of(next.wrap(row.id(), dataKey)),
              next.fingerprint(),
              row.createdAt());
      chain = chain.compose(done -> keys.rewrap(rewrapped));
    }
    return chain;
  }
}
