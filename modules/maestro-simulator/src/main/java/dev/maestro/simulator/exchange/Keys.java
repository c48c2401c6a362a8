package dev.maestro.simulator.exchange;

import dev.maestro.simulator.Vendor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The API keys each vendor accepts at the moment. */
public final class Keys {
  private final Map<Vendor, Set<String>> accepted = new EnumMap<>(Vendor.class);

  public Keys(Map<Vendor, Set<String>> first) {
    for (Vendor vendor : Vendor.values()) {
      Set<String> keys = ConcurrentHashMap.newKeySet();
      keys.addAll(first.getOrDefault(vendor, Set.of()));
      accepted.put(vendor, keys);
    }
  }

  public boolean accepts(Vendor vendor, String key) {
    return accepted.get(vendor).contains(key);
  }

  public void add(Vendor vendor, String key) {
    accepted.get(vendor).add(key);
  }

  public void remove(Vendor vendor, String key) {
    accepted.get(vendor).remove(key);
  }
}
