package dev.maestro.core;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.change.Changes;
import dev.maestro.core.change.Remembered;
import dev.maestro.core.key.KeyRequest;
import dev.maestro.core.store.ClientKeyRow;
import dev.maestro.core.store.ClientKeysTable;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.KeyRole;
import dev.maestro.core.vault.AdminKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client keys: made once, kept as hashes, recognised at each request. */
public final class Keys {
  private static final Logger logger = LoggerFactory.getLogger(Keys.class);
  private static final Caller ADMIN = new Caller("admin", KeyRole.ADMIN.wire(), Optional.empty());
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final ClientKeysTable table;
  private final KeyHash admin;
  private final Changes changes;
  private final InstantSource clock;
  private final Remembered<KeyHash, Caller> callers = new Remembered<>(10_000, REMEMBERED);

  Keys(ClientKeysTable table, Secret adminKey, Changes changes, InstantSource clock) {
    this.table = table;
    this.admin = KeyHash.of(adminKey);
    this.changes = changes;
    this.clock = clock;
    changes.listen(id -> callers.forgetAll(), callers::forgetAll);
  }

  /** Whose key it is; fails with UNAUTHORIZED where it is nobody's. */
  public Future<Caller> authenticate(Secret presented) {
    KeyHash hash = KeyHash.of(presented);
    if (admin.matches(hash)) {
      return Future.succeededFuture(ADMIN);
    }
    return callers
        .find(hash, () -> table.find(hash).map(row -> row.map(this::recognised)))
        .compose(caller ->
            caller.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(nobody())));
  }

  /** Makes a key; 400 names what is wrong with the wish. */
  public Future<NewKey> create(String name, String role, Optional<List<String>> sessions) {
    KeyRole allowed;
    try {
      allowed = KeyRequest.check(name, role, sessions);
    } catch (ProviderException refusal) {
      return Future.failedFuture(refusal);
    }
    Secret key = AdminKey.generate("maestro_");
    ClientKeyRow row =
        new ClientKeyRow(
            UUID.randomUUID(),
            name.strip(),
            allowed,
            KeyHash.of(key),
            KeyRequest.hint(key),
            sessions,
            clock.instant(),
            Optional.empty());
    return table
        .insert(row)
        .map(inserted ->
            new NewKey(row.id().toString(), row.name(), allowed.wire(), row.sessions(), key));
  }

  /** Every key, oldest first. */
  public Future<List<KeyView>> list() {
    return table.list().map(rows -> rows.stream().map(Keys::view).toList());
  }

  /**
   * From now on nobody gets in with it, and what was kept for it is gone; 404 where there is none
   * of this id.
   */
  public Future<Void> delete(String id) {
    UUID row;
    try {
      row = UUID.fromString(id);
    } catch (IllegalArgumentException notAnId) {
      return Future.failedFuture(unknown(id));
    }
    return table
        .delete(row)
        .onSuccess(deleted -> changes.tell(id))
        .compose(deleted -> deleted ? Future.succeededFuture() : Future.failedFuture(unknown(id)));
  }

  private Caller recognised(ClientKeyRow row) {
    table
        .storeUse(row.id(), clock.instant())
        .onFailure(failure -> logger.warn("A key's last use could not be stored", failure));
    return new Caller(row.id().toString(), row.role().wire(), row.sessions());
  }

  private static KeyView view(ClientKeyRow row) {
    return new KeyView(
        row.id().toString(),
        row.name(),
        row.role().wire(),
        row.sessions(),
        row.hint(),
        row.createdAt(),
        row.lastUsedAt().orElse(null));
  }

  private static ProviderException nobody() {
    return ProviderException.of(ErrorKind.UNAUTHORIZED, "This client key is not known.");
  }

  private static ProviderException unknown(String id) {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "There is no client key with the id \"" + id + "\".")
            .withCode("key_not_found"));
  }
}
