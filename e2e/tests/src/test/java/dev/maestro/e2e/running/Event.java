package dev.maestro.e2e.running;

import com.fasterxml.jackson.databind.JsonNode;

/** One server-sent event. */
public record Event(String id, String name, String text) {
  public JsonNode data() {
    return Answer.json(text);
  }
}
