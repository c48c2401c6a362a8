package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.maestro.core.settings.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AccountTest {
  private static final Account FORBIDDEN =
      new Account(List.of("sh", "-c", "echo Operation not permitted; exit 1"), 0);
  private static final Account MISSING = new Account(List.of("no-such-program"), 65534);

  @TempDir Path home;

  @Test
  void anOrdinaryUserNeedsNoPrefix() {
    assertThat(Account.ordinary(1000).command(List.of("postgres"))).containsExactly("postgres");
  }

  @Test
  void whereNeitherWayWorksTheMessageNamesBothAndWhatToDo() {
    assertThatThrownBy(() -> Account.chooseForRoot(home, FORBIDDEN, MISSING))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(
            "Operation not permitted",
            "no-such-program",
            "ordinary user",
            "user namespaces",
            "database.url");
  }

  @Test
  void rootRunsTheServerInANamespaceOrAsNobodyAndOneTakesOverFromTheOther() throws Exception {
    assumeRoot();
    Path folder = Files.createDirectories(home.resolve("postgres"));
    openToAll(home);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Account.namespace())) {
      Jdbc.run(postgres.url(), "create table kept as select 1 as value");
      assertThat(owner(postgres)).isZero();
    }
    Account nobody = Account.chooseForRoot(folder, FORBIDDEN, Account.nobody());
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, nobody)) {
      Jdbc.run(postgres.url(), "insert into kept values (2)");
      assertThat(owner(postgres)).isEqualTo(65534);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, Account.namespace())) {
      assertThat(Jdbc.query(postgres.url(), "select sum(value) from kept")).isEqualTo("3");
    }
  }

  @Test
  void aFirstStartAsNobodyWorks() throws Exception {
    assumeRoot();
    Path folder = Files.createDirectories(home.resolve("postgres"));
    openToAll(home);
    Account nobody = Account.chooseForRoot(folder, FORBIDDEN, Account.nobody());

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, nobody)) {
      assertThat(Jdbc.query(postgres.url(), "select 1")).isEqualTo("1");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("password"))))
          .isEqualTo("rw-------");
      assertThat(Folders.owner(folder.resolve("password"))).isZero();
    }
  }

  @Test
  void aHomeThatNobodyCannotEnterIsNamedBeforeAnythingIsTried() throws Exception {
    assumeRoot();
    Path closed = Files.createDirectory(home.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path folder = Files.createDirectories(closed.resolve("home/postgres"));

    assertThatThrownBy(() -> Account.chooseForRoot(folder, FORBIDDEN, Account.nobody()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(folder.toString(), "MAESTRO_HOME");
  }

  @Test
  void anOrdinaryUserRunsTheServerAsHimself() throws Exception {
    assumeRoot();
    openToAll(home);
    Path copies = Files.createDirectory(home.resolve("copies"));
    Path ordinary = Files.createDirectory(home.resolve("home"));
    Folders.give(ordinary, 65534);

    PostgresHolder gateway = PostgresHolder.startAsNobody(copies, ordinary);

    assertThat(Jdbc.query(gateway.url(), "select 1")).isEqualTo("1");
    assertThat(Folders.owner(ordinary.resolve("postgres/data"))).isEqualTo(65534);
    ProcessHandle server = ProcessHandle.of(gateway.serverPid()).orElseThrow();
    assertThat(gateway.leave()).isTrue();
    assertThat(server.isAlive()).isFalse();
  }

  private static void assumeRoot() throws Exception {
    assumeThat(Folders.owner(Path.of("/proc/self"))).as("NOT RUN: needs root").isZero();
  }

  private static int owner(EmbeddedPostgres postgres) throws Exception {
    return Folders.owner(Path.of("/proc/" + postgres.pid()));
  }

  // JUnit's own folders are closed to other users.
  private static void openToAll(Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
