package dev.maestro.core.provider;

import dev.maestro.api.bus.Announcement;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.api.provider.ProviderVerticle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which providers there are, by what they say. An instance that stays silent for three heartbeats
 * counts as gone; its provider stays known, however it went: it may be about to come back.
 */
public final class Announcements {
  private static final Duration SILENCE = Duration.ofMillis(3 * ProviderVerticle.HEARTBEAT_MILLIS);
  private static final int AT_MOST = 10_000;

  private record Entry(ProviderDescription provider, Instant heard) {}

  private final InstantSource clock;
  private final Map<String, Entry> instances = new ConcurrentHashMap<>();
  private final Map<String, ProviderDescription> known = new ConcurrentHashMap<>();

  public Announcements(InstantSource clock) {
    this.clock = clock;
  }

  public void heard(Announcement said) {
    if (said.leaving()) {
      instances.remove(said.instance());
    } else if (instances.size() < AT_MOST) {
      instances.put(said.instance(), new Entry(said.provider(), clock.instant()));
      known.put(said.provider().id(), said.provider());
      forgetSilent();
    }
  }

  /** The provider's description if it ever announced itself here. */
  public Optional<ProviderDescription> known(String id) {
    return Optional.ofNullable(known.get(id));
  }

  /** Ids of those that are or were there. */
  public Set<String> knownIds() {
    return new TreeSet<>(known.keySet());
  }

  /** Whether an instance of it was heard lately. */
  public boolean isLive(String id) {
    return live().stream().anyMatch(provider -> provider.id().equals(id));
  }

  /** Whether this node's own instances of all these were heard lately. */
  public boolean areLive(Collection<String> ids, String node) {
    return live().stream()
        .filter(provider -> provider.node().equals(node))
        .map(ProviderDescription::id)
        .collect(java.util.stream.Collectors.toSet())
        .containsAll(ids);
  }

  /** Descriptions of every live instance, by provider id. */
  public Map<String, List<ProviderDescription>> byProvider() {
    Map<String, List<ProviderDescription>> all = new TreeMap<>();
    live()
        .forEach(provider ->
            all.merge(
                provider.id(),
                List.of(provider),
                (some, one) ->
                    java.util.stream.Stream.concat(some.stream(), one.stream()).toList()));
    return all;
  }

  private List<ProviderDescription> live() {
    return instances.values().stream().filter(this::isHeard).map(Entry::provider).toList();
  }

  private boolean isHeard(Entry entry) {
    return entry.heard().plus(SILENCE).isAfter(clock.instant());
  }

  private void forgetSilent() {
    instances.values().removeIf(entry -> !isHeard(entry));
  }
}
