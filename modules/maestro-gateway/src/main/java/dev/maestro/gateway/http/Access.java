package dev.maestro.gateway.http;

/** Who may use a route; each may do what those after it may. */
public enum Access {
  ADMIN,
  OPERATOR,
  /** Every key. */
  CLIENT,
  /** Anybody, without a key. */
  PUBLIC;

  boolean allows(String role) {
    return switch (role) {
      case "admin" -> true;
      case "operator" -> this != ADMIN;
      case "client" -> this == CLIENT || this == PUBLIC;
      default -> this == PUBLIC;
    };
  }
}
