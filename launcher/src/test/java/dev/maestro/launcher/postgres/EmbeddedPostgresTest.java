package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server, looked at from all sides. */
class EmbeddedPostgresTest {
  @TempDir static Path home;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(home);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void commitsAreOnDiskBeforeTheyAreAcknowledged() throws Exception {
    assertThat(show("fsync")).isEqualTo("on");
    assertThat(show("synchronous_commit")).isEqualTo("on");
    assertThat(show("full_page_writes")).isEqualTo("on");
  }

  @Test
  void onlyLoopbackIsListenedOnAndNoSocketFileIsMade() throws Exception {
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show("unix_socket_directories")).isEmpty();
  }

  @Test
  void textIsSortedAlikeOnEveryMachine() throws Exception {
    assertThat(
            query(
                "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'maestro'"))
        .isEqualTo("b C.UTF-8");
    assertThat(show("server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertThatThrownBy(() -> connect("wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> connect("")).isInstanceOf(SQLException.class);
  }

  @Test
  void thePasswordIsStoredByScramOnly() throws Exception {
    assertThat(query("select rolpassword from pg_authid where rolname = 'maestro'"))
        .startsWith("SCRAM-SHA-256$");
    assertThat(Files.readString(home.resolve("postgres/data/pg_hba.conf")).lines())
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
        .allMatch(line -> line.endsWith("scram-sha-256") || line.endsWith("reject"));
  }

  @Test
  void passwordAndDataAreClosedToOthers() throws Exception {
    assertThat(permissions("postgres/password")).isEqualTo("rw-------");
    assertThat(permissions("postgres/data")).isEqualTo("rwx------");
  }

  @Test
  void nothingSecretIsOnTheCommandLineOrInTheEnvironmentOfTheServer() throws Exception {
    Path process = Path.of("/proc/" + postgres.pid());
    String secret = Jdbc.password(postgres.url());
    assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(secret);
    assertThat(Files.readString(process.resolve("environ")))
        .doesNotContain(secret)
        .doesNotContain("HOME=");
    assertThat(postgres.url().toString()).doesNotContain(secret);
  }

  @Test
  void theBinariesAreUnpackedOnceUnderTheirVersion() throws Exception {
    Path folder = home.resolve("postgres");
    try (var entries = Files.list(folder)) {
      assertThat(
              entries
                  .map(path -> path.getFileName().toString())
                  .filter(name -> name.startsWith("1")))
          .containsExactly(PostgresBinaries.unpackInto(folder).version());
    }
  }

  @Test
  void theServerIsInASessionOfItsOwnSoThatControlCDoesNotReachIt() throws Exception {
    // state, parent, group, session, after the name in brackets
    assertThat(Files.readString(Path.of("/proc/" + postgres.pid() + "/stat")))
        .containsPattern("\\) \\S+ \\d+ \\d+ " + postgres.pid() + " ");
  }

  private static String permissions(String path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
  }

  private static String show(String setting) throws SQLException {
    return query("show " + setting);
  }

  private static String query(String sql) throws SQLException {
    return Jdbc.query(postgres.url(), sql);
  }

  private static Connection connect(String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/maestro", "maestro", password);
  }
}
