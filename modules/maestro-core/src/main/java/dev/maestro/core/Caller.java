package dev.maestro.core;

import java.util.List;
import java.util.Optional;

/**
 * Whose request it is.
 *
 * @param role {@code admin}, {@code operator} or {@code client}
 * @param sessions {@code SESSION} or {@code PROVIDER/SESSION}; empty means every one
 */
public record Caller(String keyId, String role, Optional<List<String>> sessions) {
  public Caller {
    sessions = sessions.map(List::copyOf);
  }

  /** Whether this session may be used; one that may not does not exist for the caller. */
  public boolean may(String provider, String name) {
    return sessions.isEmpty()
        || sessions.get().contains(name)
        || sessions.get().contains(provider + "/" + name);
  }
}
