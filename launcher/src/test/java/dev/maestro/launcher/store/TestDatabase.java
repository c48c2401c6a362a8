package dev.maestro.launcher.store;

import dev.maestro.api.Secret;
import dev.maestro.core.store.Database;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import dev.maestro.launcher.postgres.SharedBinaries;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty migrated database for one test class (as a static field) or one test (as an instance
 * field), on the PostgreSQL of MAESTRO_TEST_DATABASE_URL or else on an embedded one that all
 * classes of this process share.
 */
public final class TestDatabase
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private final Vertx vertx = Vertx.vertx();
  private boolean forWholeClass;
  private Secret url;
  private Database database;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    forWholeClass = true;
    open(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (!forWholeClass) {
      open(context);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!forWholeClass) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
  }

  private void open(ExtensionContext context) throws Exception {
    Server server =
        context
            .getStore(
                ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(Server.class, type -> startServer(), Server.class);
    url = server.createDatabase();
    database = open(vertx, url);
  }

  private void close() throws Exception {
    database.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static Server startServer() {
    try {
      return Server.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public Database database() {
    return database;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Secret url() {
    return url;
  }

  /** What a statement answers first. */
  public String query(String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  /** A connection beside those of the database. */
  public static Connection connect(Secret url) throws SQLException {
    URI uri = URI.create(url.reveal());
    String[] user = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
        user[0],
        user[1]);
  }

  public static Database open(Vertx vertx, Secret url) throws Exception {
    return Database.open(vertx, url, Duration.ofSeconds(20)).await(60, TimeUnit.SECONDS);
  }

  /** Where databases are made; AutoCloseable, so that JUnit stops it at the very end. */
  private record Server(Secret url, Optional<EmbeddedPostgres> embedded, Path home)
      implements AutoCloseable {
    static Server start() throws IOException {
      Optional<String> given = Optional.ofNullable(System.getenv("MAESTRO_TEST_DATABASE_URL"));
      if (given.isPresent()) {
        return new Server(Secret.of(given.get()), Optional.empty(), Path.of(""));
      }
      Path home = Files.createTempDirectory("maestro-test-database-");
      SharedBinaries.linkInto(home);
      EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
      return new Server(postgres.url(), Optional.of(postgres), home);
    }

    Secret createDatabase() throws SQLException {
      String name = "test_" + UUID.randomUUID().toString().replace("-", "");
      try (Connection connection = connect(url);
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      String address = url.reveal();
      return Secret.of(address.substring(0, address.lastIndexOf('/') + 1) + name);
    }

    @Override
    public void close() throws IOException {
      if (embedded.isPresent()) {
        embedded.get().close();
        SharedBinaries.delete(home);
      }
    }
  }
}
