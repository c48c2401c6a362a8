package dev.maestro.core.store;

import dev.maestro.core.settings.StartRefusedException;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema up to date, by JDBC, which Flyway needs. All methods block. */
final class Migrations {
  // Wrong password, unknown role, unknown database: waiting does not help.
  private static final Set<String> HOPELESS = Set.of("28P01", "28000", "3D000");

  private final PgConnectOptions options;

  Migrations(PgConnectOptions options) {
    this.options = options;
  }

  void run() {
    PGSimpleDataSource source = dataSource();
    try {
      // In a named module only META-INF is open to class loaders.
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:META-INF/maestro/migration")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new StartRefusedException(
          "The database " + place() + " cannot be brought up to date: " + failure.getMessage(),
          "Nothing was changed by the step that failed. See that its user may create tables and that "
              + "no newer Maestro has used it.",
          failure);
    }
  }

  /** Empty once it answers, else what is wrong. Refuses where waiting does not help. */
  Optional<String> problem() {
    try (Connection connection = dataSource().getConnection()) {
      return connection.isValid(1) ? Optional.empty() : Optional.of("it does not answer");
    } catch (SQLException failure) {
      if (HOPELESS.contains(failure.getSQLState())) {
        throw refusal(failure.getMessage());
      }
      return Optional.of(failure.getMessage());
    }
  }

  StartRefusedException refusal(String problem) {
    return new StartRefusedException(
        "The database " + place() + " cannot be used: " + problem,
        "See that PostgreSQL runs there and that database.url names the right user, password and database.");
  }

  String place() {
    return options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
  }

  private PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {options.getHost()});
    source.setPortNumbers(new int[] {options.getPort()});
    source.setDatabaseName(options.getDatabase());
    source.setUser(options.getUser());
    source.setPassword(options.getPassword());
    DatabaseTls.apply(options, source);
    source.setApplicationName("maestro");
    source.setConnectTimeout(5);
    return source;
  }
}
