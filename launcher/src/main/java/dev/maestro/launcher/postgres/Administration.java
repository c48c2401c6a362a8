package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** The few statements we need before there is a pool. */
record Administration(int port, Secret password) {
  /** Empty once it answers and has the database, which is made if need be; else what is wrong. */
  Optional<String> problem(String database) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!exists(statement, database)) {
        statement.execute("create database " + database);
      }
      return Optional.empty();
    } catch (SQLException failure) {
      return Optional.of(failure.getMessage());
    }
  }

  private static boolean exists(Statement statement, String name) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
      return result.next();
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", DataFolder.USER);
    properties.setProperty("password", password.reveal());
    properties.setProperty("sslmode", "disable");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }
}
