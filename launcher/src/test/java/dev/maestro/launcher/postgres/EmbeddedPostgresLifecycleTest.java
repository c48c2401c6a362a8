package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts, ends and accidents. */
@Timeout(120)
class EmbeddedPostgresLifecycleTest {
  @TempDir Path home;

  @BeforeEach
  void shareTheBinaries() throws Exception {
    SharedBinaries.linkInto(home);
  }

  @Test
  void dataAndPasswordOutliveARestart() throws Exception {
    String password;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      Jdbc.run(postgres.url(), "create table kept as select 7 as value");
      password = Jdbc.password(postgres.url());
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(Jdbc.query(postgres.url(), "select value from kept")).isEqualTo("7");
      assertThat(Jdbc.password(postgres.url())).isEqualTo(password);
    }
  }

  @Test
  void closingEndsTheServerThoughAClientIsConnected() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
    ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();
    try (Connection connection = Jdbc.connect(postgres.url())) {
      assertThat(connection.isValid(1)).isTrue();
      postgres.close();
      assertThat(server.isAlive()).isFalse();
    }
    postgres.close();
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aKilledServerIsStartedAgainOnItsPortAndNothingAcknowledgedIsLost() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      Jdbc.run(postgres.url(), "create table written (value int)");
      long killed = postgres.pid();
      AtomicInteger acknowledged = new AtomicInteger();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            try (Connection connection = Jdbc.connect(postgres.url());
                Statement statement = connection.createStatement()) {
              while (true) {
                statement.execute("insert into written values (1)");
                if (acknowledged.incrementAndGet() == 200) {
                  ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                }
              }
            } catch (SQLException serverGone) {
              assertThat(acknowledged.get()).isGreaterThanOrEqualTo(200);
            }
          });
      writer.get(60, TimeUnit.SECONDS);

      String rows = awaitAnswer(postgres.url(), "select count(*) from written");

      // The one that was under way may have been committed without being acknowledged.
      assertThat(Integer.parseInt(rows)).isBetween(acknowledged.get(), acknowledged.get() + 1);
      // The new server may answer before the supervisor has noted it, so the server's own file is
      // asked.
      assertThat(Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst())
          .isNotEqualTo(Long.toString(killed));
    }
  }

  @Test
  void aServerThatOutlivedItsGatewayIsReplacedAndItsDataKept() throws Exception {
    PostgresHolder gateway = PostgresHolder.start(home);
    Jdbc.run(gateway.url(), "create table kept as select 8 as value");
    gateway.kill();
    ProcessHandle left = ProcessHandle.of(gateway.serverPid()).orElseThrow();
    assertThat(left.isAlive()).as("the server outlives its gateway").isTrue();

    try (Connection client = Jdbc.connect(gateway.url());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(client.isValid(1)).as("even with a client").isFalse();
      left.onExit().get(10, TimeUnit.SECONDS);
      assertThat(Jdbc.query(postgres.url(), "select value from kept")).isEqualTo("8");
    }
  }

  @Test
  void gatewayAndServerKilledTogetherStartAgain() throws Exception {
    PostgresHolder gateway = PostgresHolder.start(home);
    Jdbc.run(gateway.url(), "create table kept as select 9 as value");
    gateway.kill();
    ProcessHandle server = ProcessHandle.of(gateway.serverPid()).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);
    assertThat(home.resolve("postgres/data/postmaster.pid")).exists();

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(Jdbc.query(postgres.url(), "select value from kept")).isEqualTo("9");
    }
  }

  @Test
  void theChildrenOfAKilledServerAreWaitedFor() throws Exception {
    PostgresHolder gateway = PostgresHolder.start(home);
    gateway.kill();
    ProcessHandle server = ProcessHandle.of(gateway.serverPid()).orElseThrow();
    ProcessHandle child = server.children().findFirst().orElseThrow();
    signal("STOP", child);
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);
    CompletableFuture<Void> released =
        CompletableFuture.runAsync(
            () -> signal("CONT", child),
            CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(Jdbc.query(postgres.url(), "select 1")).isEqualTo("1");
      assertThat(released).as("it cannot start before").isDone();
    }
  }

  @Test
  void whatAKilledFirstStartLeftBehindIsInNobodysWay() throws Exception {
    Path folder = Files.createDirectories(home.resolve("postgres"));
    Files.createDirectories(folder.resolve("unfinished-1/data/base"));
    Files.writeString(folder.resolve("password"), "half");
    Files.writeString(folder.resolve("unfinished-1/password"), "half");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(Jdbc.query(postgres.url(), "select 1")).isEqualTo("1");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("unfinished"));
    }
  }

  @Test
  void aLostPasswordIsNamedAndNothingIsMadeAnew() throws Exception {
    EmbeddedPostgres.start(home).close();
    Files.delete(home.resolve("postgres/password"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("postgres/password");
    assertThat(home.resolve("postgres/password")).doesNotExist();
  }

  @Test
  void aServerThatCannotStartIsReportedWithItsOwnWords() throws Exception {
    EmbeddedPostgres.start(home).close();
    Files.delete(home.resolve("postgres/data/global/pg_control"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("pg_control");
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      Command.run(List.of("kill", "-" + name, Long.toString(process.pid())), Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** As a pool would: again and again, until the server is back. */
  private static String awaitAnswer(Secret url, String sql) throws Exception {
    SQLException last = null;
    for (int attempt = 0; attempt < 600; attempt++) {
      try {
        return Jdbc.query(url, sql);
      } catch (SQLException notYet) {
        last = notYet;
        CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
            .get();
      }
    }
    throw last;
  }
}
