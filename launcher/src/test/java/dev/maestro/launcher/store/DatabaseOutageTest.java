package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.store.ClusterFactsTable;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.InsertOutcome;
import dev.maestro.core.store.SessionFilter;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.launcher.postgres.SharedBinaries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program's own pool on a database that goes away and comes back. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseOutageTest {
  private final Vertx vertx = Vertx.vertx();
  private Path home;
  private EmbeddedPostgres postgres;
  private Database database;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    home = folder;
    SharedBinaries.linkInto(home);
    postgres = EmbeddedPostgres.start(home);
  }

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.open(vertx, postgres.url());
  }

  @AfterEach
  void close() throws Exception {
    await(database.close());
  }

  @AfterAll
  void stop() throws Exception {
    await(vertx.close());
    postgres.close();
  }

  @Test
  void theNextStatementsAfterAKillWaitForTheServerAndFindWhatWasCommitted() throws Exception {
    SessionsTable sessions = new SessionsTable(database);
    SessionRow before = SessionsTableTest.row("acme", "before");
    await(sessions.insert(before));
    ProcessHandle killed = ProcessHandle.of(postgres.pid()).orElseThrow();

    killed.destroyForcibly();
    killed.onExit().get(10, TimeUnit.SECONDS);
    long start = System.nanoTime();
    List<Future<?>> reads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      reads.add(sessions.find("acme", "before"));
    }
    await(Future.all(reads));

    assertThat(reads).allSatisfy(read -> assertThat(read.result()).isEqualTo(Optional.of(before)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(await(sessions.insert(SessionsTableTest.row("acme", "after"))))
        .isEqualTo(InsertOutcome.INSERTED);
  }

  @Test
  void aDatabaseThatStaysAwayIsReportedAsUnavailable() throws Exception {
    SessionsTable sessions = new SessionsTable(database);
    await(sessions.list(SessionFilter.all()));
    postgres.close();

    try {
      assertThatThrownBy(() -> await(sessions.list(SessionFilter.all())))
          .isInstanceOfSatisfying(
              ProviderException.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                assertThat(failure.getMessage()).contains("database");
              });
    } finally {
      postgres = EmbeddedPostgres.start(home); // for those that come after
    }
  }

  @Test
  void aStatementThatIsNotAnsweredIsGivenUpAsUnavailable() throws Exception {
    SessionRow row = SessionsTableTest.row("acme", "locked");
    await(new SessionsTable(database).insert(row));
    Duration hasty = Duration.ofMillis(200);
    Database impatient = await(Database.open(vertx, postgres.url(), Duration.ofSeconds(20), hasty));
    SessionsTable sessions = new SessionsTable(impatient);
    try (Connection other = TestDatabase.connect(postgres.url());
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("lock table sessions in access exclusive mode");
      for (Future<?> waiting :
          List.of(sessions.delete(row.id(), Optional.empty()), sessions.mark(row.id(), false))) {
        assertThatThrownBy(() -> waiting.await(20, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                ProviderException.class,
                failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
      }
    }
    await(impatient.close());
  }

  @Test
  void aTransactionThatFailsTakesEverythingBack() throws Exception {
    Future<Object> failed =
        database.transaction(queries ->
            new ClusterFactsTable(queries)
                .store("half", "done")
                .compose(stored -> Future.failedFuture(new IllegalStateException("stop"))));

    assertThatThrownBy(() -> await(failed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stop");
    assertThat(await(new ClusterFactsTable(database.queries()).find("half"))).isEmpty();
  }

  @Test
  void anAnswerOfOursThatEndsATransactionIsNotTakenForAnOutage() {
    ProviderException ours = ProviderException.of(ErrorKind.CONFLICT, "taken");

    assertThatThrownBy(() -> await(database.transaction(queries -> Future.failedFuture(ours))))
        .isSameAs(ours);
  }

  @Test
  void openingAgainMigratesNothingTwice() throws Exception {
    await(new SessionsTable(database).insert(SessionsTableTest.row("acme", "kept")));

    Database again = TestDatabase.open(vertx, postgres.url());

    assertThat(await(new SessionsTable(again).find("acme", "kept"))).isPresent();
    await(again.close());
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsRefusedWithoutItsPassword() {
    String address = postgres.url().reveal();
    String wrong = address.replaceFirst(":[0-9a-f]{48}@", ":planted-secret@");
    refused(wrong, "password authentication failed");
    refused(address.replace("/maestro", "/absent").replace("//absent", "//maestro"), "absent");
    refused("postgresql://maestro:planted-secret@127.0.0.1:1/maestro", "127.0.0.1:1/maestro");
    refused("nonsense://planted-secret@", "database.url");
  }

  private void refused(String address, String named) {
    assertThatThrownBy(
            () -> await(Database.open(vertx, Secret.of(address), Duration.ofMillis(300))))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("planted-secret");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(40, TimeUnit.SECONDS);
  }
}
