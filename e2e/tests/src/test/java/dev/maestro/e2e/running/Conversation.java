package dev.maestro.e2e.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** The neutral events of a whole answer, and what they add up to. */
public record Conversation(List<Event> events) {
  public List<String> names() {
    return events.stream().map(Event::name).toList();
  }

  public String text() {
    return events.stream()
        .filter(event -> event.name().equals("text.delta"))
        .map(event -> event.data().path("text").asText())
        .collect(Collectors.joining());
  }

  public long totalTokens() {
    return last("usage").path("total_tokens").asLong();
  }

  public boolean isFinished() {
    return names().contains("finished");
  }

  public boolean isFailed() {
    return names().contains("failed");
  }

  /** The data of the last event of this name. */
  public JsonNode last(String name) {
    return events.stream()
        .filter(event -> event.name().equals(name))
        .reduce((first, second) -> second)
        .map(Event::data)
        .orElseThrow(() -> new AssertionError("no " + name + " in " + names()));
  }
}
