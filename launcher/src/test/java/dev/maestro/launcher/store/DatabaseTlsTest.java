package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.store.Database;
import dev.maestro.core.store.SessionFilter;
import dev.maestro.core.store.SessionsTable;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.launcher.postgres.SharedBinaries;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that nobody signed. */
@Timeout(60)
class DatabaseTlsTest {
  @TempDir static Path home;
  private static final Vertx vertx = Vertx.vertx();
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startWithTls() throws Exception {
    SharedBinaries.linkInto(home);
    postgres = EmbeddedPostgres.start(home);
    SelfSignedCertificate certificate = SelfSignedCertificate.create("127.0.0.1");
    PemKeyCertOptions pem = certificate.keyCertOptions();
    install(Path.of(pem.getCertPath()), "server.crt");
    install(Path.of(pem.getKeyPath()), "server.key");
    certificate.delete();
    execute("alter system set ssl = on");
    execute("select pg_reload_conf()");
    // Only encrypted connections are let in from now on.
    Path rules = home.resolve("postgres/data/pg_hba.conf");
    Files.writeString(rules, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    execute("select pg_reload_conf()");
    awaitTls();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void requireEncryptsMigrationsAndPool() throws Exception {
    Database database = open("require");
    assertThat(new SessionsTable(database).list(SessionFilter.all()).await(10, TimeUnit.SECONDS))
        .isEmpty();
    database.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aCertificateThatNobodySignedIsRefusedWhereItIsVerified() {
    for (String mode : new String[] {"verify-full", "verify-ca"}) {
      assertThatThrownBy(() -> open(mode))
          .as(mode)
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("SSL");
    }
  }

  @Test
  void withoutTlsTheServerRefuses() {
    assertThatThrownBy(() -> open("disable"))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("no encryption");
  }

  private static Database open(String mode) throws Exception {
    Secret url = Secret.of(postgres.url().reveal() + "?sslmode=" + mode);
    return Database.open(vertx, url, Duration.ofMillis(500)).await(20, TimeUnit.SECONDS);
  }

  private static void install(Path from, String name) throws Exception {
    Path target = home.resolve("postgres/data").resolve(name);
    Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect("prefer");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitTls() throws Exception {
    for (int attempt = 0; attempt < 500; attempt++) {
      try (Connection connection = connect("require");
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select 1")) {
        assertThat(result.next()).isTrue();
        return;
      } catch (SQLException notYet) {
        assertThat(notYet.getMessage()).containsIgnoringCase("ssl");
      }
    }
    throw new AssertionError("the server does not speak TLS");
  }

  private static Connection connect(String mode) throws SQLException {
    URI uri = URI.create(postgres.url().reveal());
    String[] user = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + uri.getPort()
            + uri.getPath()
            + "?sslmode="
            + mode
            + "&sslfactory=org.postgresql.ssl.NonValidatingFactory",
        user[0],
        user[1]);
  }
}
