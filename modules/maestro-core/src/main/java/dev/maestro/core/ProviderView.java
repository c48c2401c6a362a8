package dev.maestro.core;

import dev.maestro.api.provider.ProviderDescription;
import java.util.List;

/** A provider that is there, and the nodes that serve it. */
public record ProviderView(ProviderDescription description, List<String> nodes) {
  public ProviderView {
    nodes = List.copyOf(nodes);
  }
}
