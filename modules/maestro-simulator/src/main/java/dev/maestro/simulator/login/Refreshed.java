package dev.maestro.simulator.login;

/** What came of a refresh. */
public sealed interface Refreshed {

  /** New tokens. */
  record Renewed(Issued tokens) implements Refreshed {}

  /** None. */
  record Denied(Why why) implements Refreshed {}

  /** Why there are none. */
  enum Why {
    /** Never issued, or too long ago. */
    UNKNOWN,
    /** A token that was already exchanged for another; the grant has no refreshes from now on. */
    REUSED,
    /** The user, the client or an earlier reuse ended the grant. */
    REVOKED,
    EXPIRED,
    OTHER_CLIENT,
    /** More scope than was granted. */
    SCOPE
  }
}
