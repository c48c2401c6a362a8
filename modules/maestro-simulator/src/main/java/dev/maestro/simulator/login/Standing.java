package dev.maestro.simulator.login;

import java.util.Optional;

/** How an access token stands; the grant is there unless the token is unknown. */
public record Standing(State state, Optional<Grant> grant) {
  static final Standing UNKNOWN = new Standing(State.UNKNOWN, Optional.empty());

  /** Good for a request, or why not. */
  public enum State {
    LIVE,
    EXPIRED,
    REVOKED,
    UNKNOWN
  }

  public boolean live() {
    return state == State.LIVE;
  }
}
