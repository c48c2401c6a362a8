package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import dev.maestro.core.store.ClientKeyRow;
import dev.maestro.core.store.ClientKeysTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.KeyRole;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultOpening;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.launcher.postgres.SharedBinaries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecretsOnDiskTest {
  private static final Secret SESSION_SECRET = Secret.of("sk-planted-session-1f9c");
  private static final Secret CLIENT_KEY = Secret.of("mk-planted-client-77aa");

  @TempDir Path home;

  @Test
  void noFileUnderHomeHoldsASecretInPlaintextAndItOpensAfterARestart() throws Exception {
    SharedBinaries.linkInto(home);
    SessionRow row = SessionsTableTest.row("planted-acme", "planted-name");
    SecretPlace place = new SecretPlace("sessions", row.id(), "secret");
    run((database, vault) -> {
      SessionsTable sessions = new SessionsTable(database);
      await(sessions.insert(SessionsTableTest.with(row, vault.seal(SESSION_SECRET, place))));
      await(new ClientKeysTable(database).insert(clientKey()));
    });

    assertThat(filesHolding("planted-name")).as("the search finds what is there").isNotEmpty();
    assertThat(filesHolding(SESSION_SECRET.reveal())).isEmpty();
    assertThat(filesHolding(CLIENT_KEY.reveal())).isEmpty();
    run((database, vault) -> {
      SessionRow found = await(new SessionsTable(database).find(row.id())).orElseThrow();
      assertThat(vault.open(found.secret().orElseThrow(), place)).isEqualTo(SESSION_SECRET);
      assertThat(found.toString()).doesNotContain(SESSION_SECRET.reveal());
    });
  }

  private interface Work {
    void on(Database database, Vault vault) throws Exception;
  }

  private void run(Work work) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      Database database = TestDatabase.open(vertx, postgres.url());
      work.on(database, await(new VaultOpening(vertx, database, Optional.empty(), home).open()));
      await(database.close());
    }
    await(vertx.close());
  }

  private static ClientKeyRow clientKey() {
    return new ClientKeyRow(
        UUID.randomUUID(),
        "one",
        KeyRole.CLIENT,
        KeyHash.of(CLIENT_KEY),
        "mk-…",
        Optional.empty(),
        Instant.now(),
        Optional.empty());
  }

  private List<Path> filesHolding(String text) throws Exception {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
