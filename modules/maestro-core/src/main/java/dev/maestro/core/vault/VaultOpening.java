package dev.maestro.core.vault;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.store.ClusterFactsTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.Queries;
import dev.maestro.core.store.VaultKeyRow;
import dev.maestro.core.store.VaultKeysTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Opens the vault at start. The first node of all makes the keys; every later one must bring the
 * same master key.
 */
public final class VaultOpening {
  static final String FINGERPRINT = "master_fingerprint";

  private final Vertx vertx;
  private final Database database;
  private final Optional<Secret> setting;
  private final MasterKeyFile file;

  /**
   * Opens nothing yet.
   *
   * @param setting the setting {@code master.key}; if it is empty the key is in a file under home
   */
  public VaultOpening(Vertx vertx, Database database, Optional<Secret> setting, Path home) {
    this.vertx = vertx;
    this.database = database;
    this.setting = setting;
    this.file = new MasterKeyFile(home);
  }

  /**
   * Completes with the vault; fails with {@link StartRefusedException} if the master key is another
   * than the database's.
   */
  public Future<Vault> open() {
    return masterKey().compose(master -> keyring(master).map(Vault::new));
  }

  /** The master key in force, of which the database has the fingerprint from now on. */
  Future<MasterKey> masterKey() {
    return vertx
        .executeBlocking(this::candidates)
        .compose(candidates -> database.transaction(queries -> agree(queries, candidates)))
        .compose(master ->
            vertx.executeBlocking(() -> {
              settle(master);
              return master;
            }));
  }

  private List<MasterKey> candidates() {
    if (setting.isEmpty()) {
      return file.candidates();
    }
    try {
      return List.of(MasterKey.of(setting.get()));
    } catch (VaultException unreadable) {
      throw new StartRefusedException(
          "The setting master.key cannot be used: " + unreadable.getMessage() + ".",
          "It must be 32 bytes in base64: openssl rand -base64 32");
    }
  }

  private void settle(MasterKey master) {
    if (setting.isEmpty()) {
      file.settleOn(master);
    }
  }

  private Future<MasterKey> agree(Queries queries, List<MasterKey> candidates) {
    ClusterFactsTable facts = new ClusterFactsTable(queries);
    return facts
        .lock(FINGERPRINT)
        .compose(locked -> facts.find(FINGERPRINT))
        .compose(known ->
            known.isPresent()
                ? Future.succeededFuture(matching(known.get(), candidates))
                : first(facts, candidates));
  }

  private static MasterKey matching(String known, List<MasterKey> candidates) {
    return candidates.stream()
        .filter(key -> key.fingerprint().equals(known))
        .findFirst()
        .orElseThrow(() -> refusal(known, candidates));
  }

  // On disk before the database knows its fingerprint: a kill in between leaves a key that still
  // counts as the first.
  private Future<MasterKey> first(ClusterFactsTable facts, List<MasterKey> candidates) {
    Future<MasterKey> key =
        candidates.isEmpty()
            ? vertx.executeBlocking(file::create)
            : Future.succeededFuture(candidates.getFirst());
    return key.compose(master -> facts.store(FINGERPRINT, master.fingerprint()).map(master));
  }

  private static StartRefusedException refusal(String known, List<MasterKey> candidates) {
    String here =
        candidates.isEmpty()
            ? "there is none here"
            : "the one here is "
                + candidates.stream()
                    .map(MasterKey::fingerprint)
                    .collect(Collectors.joining(" or "));
    return new StartRefusedException(
        "The database was sealed with the master key of fingerprint " + known + "; " + here + ".",
        "Put the right key into the setting master.key or back into home/master.key. "
            + "Without it the sessions in this database stay closed.");
  }

  private Future<Keyring> keyring(MasterKey master) {
    return database.transaction(queries -> {
      VaultKeysTable keys = new VaultKeysTable(queries);
      return new ClusterFactsTable(queries)
          .lock(FINGERPRINT)
          .compose(locked -> keys.list())
          .compose(rows -> rows.isEmpty() ? create(keys, master) : Future.succeededFuture(rows))
          .map(rows -> open(rows, master));
    });
  }

  private static Future<List<VaultKeyRow>> create(VaultKeysTable keys, MasterKey master) {
    byte[] dataKey = new byte[Cipher256.KEY_BYTES];
    new SecureRandom().nextBytes(dataKey);
    UUID id = UUID.randomUUID();
    VaultKeyRow row =
        new VaultKeyRow(
            id, Envelope.of(master.wrap(id, dataKey)), master.fingerprint(), Instant.now());
    return keys.insert(row).map(List.of(row));
  }

  private static Keyring open(List<VaultKeyRow> rows, MasterKey master) {
    Map<UUID, Cipher256> ciphers = new HashMap<>();
    for (VaultKeyRow row : rows) {
      ciphers.put(row.id(), Keyring.cipher(master.unwrap(row.id(), row.wrapped().bytes())));
    }
    return new Keyring(rows.getLast().id(), ciphers);
  }
}
