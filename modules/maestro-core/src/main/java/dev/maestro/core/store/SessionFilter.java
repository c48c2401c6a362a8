package dev.maestro.core.store;

import dev.maestro.api.AuthType;
import java.util.Optional;

/** Which sessions to list; what is empty does not restrict. */
public record SessionFilter(
    Optional<String> provider, Optional<AuthType> authType, Optional<SessionStatus> status) {

  public static SessionFilter all() {
    return new SessionFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
