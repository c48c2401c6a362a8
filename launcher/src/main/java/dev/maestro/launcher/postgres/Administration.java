package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few statements we need before there is a pool. */
record Administration(int port, Secret password) {
  private static final Logger logger = LoggerFactory.getLogger(Administration.class);

  boolean answers() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select 1")) {
      return result.next();
    } catch (SQLException notYet) {
      logger.debug("PostgreSQL is not ready: {}", notYet.getMessage());
      return false;
    }
  }

  void createDatabaseUnlessThere(String name) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!exists(statement, name)) {
        statement.execute("create database " + name);
      }
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
