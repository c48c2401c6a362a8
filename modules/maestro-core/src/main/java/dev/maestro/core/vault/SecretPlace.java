package dev.maestro.core.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where an envelope is kept. It opens nowhere else, so that a row's secret cannot be moved to
 * another row.
 */
public record SecretPlace(String table, UUID row, String field) {
  /** A session's credential. */
  public static SecretPlace ofSession(UUID session) {
    return new SecretPlace("sessions", session, "secret");
  }

  /** A secret of a login under way, by its column. */
  public static SecretPlace ofLogin(UUID login, String column) {
    return new SecretPlace("logins", login, column);
  }

  byte[] associatedData() {
    byte[] tableName = table.getBytes(StandardCharsets.UTF_8);
    byte[] fieldName = field.getBytes(StandardCharsets.UTF_8);
    // Lengths first: no two places share an encoding.
    return ByteBuffer.allocate(
            2 * Integer.BYTES + tableName.length + fieldName.length + 2 * Long.BYTES)
        .putInt(tableName.length)
        .put(tableName)
        .putInt(fieldName.length)
        .put(fieldName)
        .putLong(row.getMostSignificantBits())
        .putLong(row.getLeastSignificantBits())
        .array();
  }
}
