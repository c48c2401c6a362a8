package dev.maestro.core.refresh;

import dev.maestro.core.store.SessionRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The refreshes that this node makes by itself: so many of one provider at once, so that a vendor
 * that hangs holds up only its own sessions.
 */
final class Running {
  static final int AT_ONCE = 32;

  private final Map<String, Set<UUID>> byProvider = new TreeMap<>();

  /** False where it runs already, or its provider has enough. */
  synchronized boolean add(SessionRow row) {
    Set<UUID> sessions = byProvider.computeIfAbsent(row.provider(), first -> new HashSet<>());
    return sessions.size() < AT_ONCE && sessions.add(row.id());
  }

  /** Takes out what was added; whether its provider had enough before. */
  synchronized boolean remove(SessionRow row) {
    Set<UUID> sessions = byProvider.get(row.provider());
    boolean full = sessions.size() >= AT_ONCE;
    sessions.remove(row.id());
    if (sessions.isEmpty()) {
      byProvider.remove(row.provider());
    }
    return full;
  }

  /** Providers that have enough. */
  synchronized List<String> full() {
    return byProvider.entrySet().stream()
        .filter(one -> one.getValue().size() >= AT_ONCE)
        .map(Map.Entry::getKey)
        .toList();
  }
}
