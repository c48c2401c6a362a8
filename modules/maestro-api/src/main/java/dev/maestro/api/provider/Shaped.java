package dev.maestro.api.provider;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Warning;
import java.util.List;

/** A request fitted to a model, and what was changed. */
public record Shaped(ChatRequest request, List<Warning> warnings) {
  public Shaped {
    warnings = List.copyOf(warnings);
  }
}
