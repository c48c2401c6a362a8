package dev.maestro.core.settings;

import java.util.List;

/**
 * How nodes find each other.
 *
 * @param members {@code host} or {@code host:port} of the other nodes
 */
public record ClusterSettings(boolean enabled, String host, int port, List<String> members) {
  public ClusterSettings {
    members = List.copyOf(members);
  }
}
