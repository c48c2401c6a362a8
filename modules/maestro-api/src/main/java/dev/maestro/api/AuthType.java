package dev.maestro.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** How a session logs in at its vendor. The wire name is what clients send as {@code auth_type}. */
public enum AuthType {
  API_KEY("api_key"),
  OAUTH("oauth");

  private final String wire;

  AuthType(String wire) {
    this.wire = wire;
  }

  /** The name used in JSON, settings and the database. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The type with this wire name, or empty. */
  public static Optional<AuthType> of(String wire) {
    return Stream.of(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
