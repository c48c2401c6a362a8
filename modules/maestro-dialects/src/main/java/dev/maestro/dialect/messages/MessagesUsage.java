package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;

/**
 * The usage so far. The stream's start tells some of it, and what a later event tells (other than
 * null) replaces it; numbers are cumulative.
 */
final class MessagesUsage {
  private final ObjectNode told = Json.object();

  /** Takes what an event tells; says whether it told anything. */
  boolean overlay(Json usage) {
    if (!usage.isObject()) {
      return false;
    }
    usage.fields((name, value) -> {
      if (value.present()) {
        told.set(name, value.node());
      }
    });
    return true;
  }

  /** In neutral words: the vendor counts cached input apart. */
  Usage usage() {
    Json all = new Json(told);
    long read = all.number("cache_read_input_tokens");
    long written = all.number("cache_creation_input_tokens");
    return new Usage(
        all.number("input_tokens") + written + read,
        all.number("output_tokens"),
        read,
        written,
        all.at("output_tokens_details").number("thinking_tokens"),
        all.json());
  }
}
