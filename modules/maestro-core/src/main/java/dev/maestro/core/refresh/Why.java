package dev.maestro.core.refresh;

/** Why a session is to be refreshed. */
enum Why {
  /** Its time has come; nobody waits. */
  AHEAD,
  /** Its token has ended, and a request waits. */
  OVER,
  /** The vendor refused its token, and a request waits. */
  REFUSED,
  /** A person asked. */
  ASKED;

  /** Whether somebody is better served late than not at all. */
  boolean waits() {
    return this == OVER || this == REFUSED;
  }
}
