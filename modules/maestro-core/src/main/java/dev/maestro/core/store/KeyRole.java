package dev.maestro.core.store;

import java.util.Optional;
import java.util.stream.Stream;

/** What a client key allows. */
public enum KeyRole {
  /** All. */
  ADMIN("admin"),
  /** Sessions, logins, notifications, providers. */
  OPERATOR("operator"),
  /** Chat, models, its own contexts. */
  CLIENT("client");

  private final String wire;

  KeyRole(String wire) {
    this.wire = wire;
  }

  /** The name in JSON and in the database. */
  public String wire() {
    return wire;
  }

  public static Optional<KeyRole> of(String wire) {
    return Stream.of(values()).filter(role -> role.wire.equals(wire)).findFirst();
  }
}
