package dev.maestro.core.settings;

import java.util.Optional;
import java.util.stream.Stream;

/** What a node does. */
public enum NodeRole {
  GATEWAY("gateway"),
  PROVIDERS("providers");

  private final String word;

  NodeRole(String word) {
    this.word = word;
  }

  /** As written in {@code roles}. */
  public String word() {
    return word;
  }

  static Optional<NodeRole> of(String word) {
    return Stream.of(values()).filter(role -> role.word.equals(word)).findFirst();
  }
}
