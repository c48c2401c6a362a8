package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections for tests, from the address that the program would use. */
final class Jdbc {
  private Jdbc() {}

  static Connection connect(Secret address) throws SQLException {
    URI uri = URI.create(address.reveal());
    return DriverManager.getConnection(
        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(),
        "maestro",
        password(address));
  }

  static String password(Secret address) {
    return URI.create(address.reveal()).getUserInfo().split(":", 2)[1];
  }

  static void run(Secret address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(Secret address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
