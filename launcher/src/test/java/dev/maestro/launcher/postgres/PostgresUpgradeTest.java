package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.launcher.running.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresUpgradeTest {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  @TempDir Path home;

  @BeforeEach
  void shareTheBinaries() throws Exception {
    SharedBinaries.linkInto(home);
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedUntouchedWithTheCommandsThatMoveIt() throws Exception {
    EmbeddedPostgres.start(home).close();
    Path version = home.resolve("postgres/data/PG_VERSION");
    Files.writeString(version, "17\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(
            "PostgreSQL 17's", home.resolve("postgres/data").toString(), "pg_dumpall", "initdb");

    Files.writeString(version, "18\n");
    EmbeddedPostgres.start(home).close();
  }

  @Test
  void theCommandsNamedMoveTheData() throws Exception {
    Optional<Path> old = installed();
    assumeThat(old).as("NOT RUN: needs an older PostgreSQL in " + INSTALLED).isPresent();
    makeOldData(old.get());

    String message = refusal();
    String script = message.substring(message.indexOf("OLD="));
    Command.Outcome outcome = Command.run(List.of("sh", "-ec", script), Duration.ofSeconds(60));

    assertThat(outcome.code()).as(outcome.output()).isZero();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(Jdbc.query(postgres.url(), "select value from kept")).isEqualTo("moved");
      assertThat(Jdbc.query(postgres.url(), "show server_version")).startsWith("18");
    }
  }

  /** Data as an earlier Maestro would have left it, with the passwords of this one. */
  private void makeOldData(Path bin) throws Exception {
    EmbeddedPostgres.start(home).close();
    Path folder = home.resolve("postgres");
    Account account = Account.choose(folder);
    Folders.delete(folder.resolve("data"));
    run(
        account,
        bin + "/initdb",
        "-D",
        folder + "/data",
        "-U",
        "maestro",
        "--auth-host=scram-sha-256",
        "--auth-local=reject",
        "--pwfile=" + folder + "/password",
        "-E",
        "UTF8",
        "--locale=C");
    int port = FreePort.pick();
    run(
        account,
        bin + "/pg_ctl",
        "-D",
        folder + "/data",
        "-w",
        "-l",
        "/dev/null",
        "-o",
        "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c port=" + port,
        "start");
    String url =
        "postgresql://maestro:"
            + Files.readString(folder.resolve("password")).strip()
            + "@127.0.0.1:"
            + port;
    Jdbc.run(Secret.of(url + "/postgres"), "create database maestro");
    Jdbc.run(Secret.of(url + "/maestro"), "create table kept as select 'moved'::text as value");
    run(account, bin + "/pg_ctl", "-D", folder + "/data", "-w", "-m", "fast", "stop");
  }

  private String refusal() {
    try {
      EmbeddedPostgres.start(home).close();
      throw new AssertionError("the old data was accepted");
    } catch (StartRefusedException refused) {
      return refused.getMessage();
    }
  }

  private static void run(Account account, String... words) throws Exception {
    Command.Outcome outcome = Command.run(account.command(List.of(words)), Duration.ofSeconds(60));
    assertThat(outcome.code()).as(outcome.output()).isZero();
  }

  private static Optional<Path> installed() throws Exception {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .filter(path -> Integer.parseInt(path.getFileName().toString()) < 18)
          .map(path -> path.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst();
    }
  }
}
