package dev.maestro.core.store;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a session stands. */
public enum SessionStatus {
  PENDING("pending"),
  ACTIVE("active"),
  REFRESHING("refreshing"),
  NEEDS_LOGIN("needs_login"),
  REVOKED("revoked"),
  EXPIRED("expired");

  private final String wire;

  SessionStatus(String wire) {
    this.wire = wire;
  }

  /** The name in JSON and in the database. */
  public String wire() {
    return wire;
  }

  public static Optional<SessionStatus> of(String wire) {
    return Stream.of(values()).filter(status -> status.wire.equals(wire)).findFirst();
  }
}
