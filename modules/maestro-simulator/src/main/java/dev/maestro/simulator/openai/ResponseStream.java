package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Event;
import dev.maestro.simulator.exchange.Interrupted;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Stop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The events of a Responses stream. */
final class ResponseStream {
  private final ResponseObject response;
  private final Answer answer;
  private final Script script;
  private final List<ObjectNode> output = new ArrayList<>();
  private final ResponseItems items;
  private final Consumer<List<ObjectNode>> completed;

  ResponseStream(
      ResponseObject response,
      Answer answer,
      Script script,
      ResponseItems.Setting setting,
      Consumer<List<ObjectNode>> completed) {
    this.response = response;
    this.answer = answer;
    this.script = script;
    this.completed = completed;
    this.items = new ResponseItems(setting, output);
  }

  Iterator<Event> events() {
    List<Supplier<Iterator<ObjectNode>>> parts = new ArrayList<>();
    parts.add(Concatenation.items(this::opening));
    for (int index = 0; index < answer.pieces().size(); index++) {
      int at = index;
      Piece piece = answer.pieces().get(index);
      parts.add(() -> items.of(at, piece));
    }
    if (script.has("unknown")) {
      parts.add(Concatenation.items(() -> unknown(answer.pieces().size())));
    }
    if (!script.has("truncate")) {
      parts.add(Concatenation.items(() -> List.of(closing())));
    }
    Iterator<Event> events = numbered(new Concatenation<>(parts));
    return script.has("error") ? Interrupted.asAsked(script, events, this::failure) : events;
  }

  /** The whole response, as its last event would carry it. */
  ObjectNode whole() {
    for (int index = 0; index < answer.pieces().size(); index++) {
      items.of(index, answer.pieces().get(index)).forEachRemaining(event -> {});
    }
    return (ObjectNode) closing().get("response");
  }

  private static Iterator<Event> numbered(Iterator<ObjectNode> events) {
    long[] next = {0};
    return Concatenation.map(
        events,
        event -> Event.named(event.get("type").asText(), event.put("sequence_number", next[0]++)));
  }

  private List<ObjectNode> opening() {
    List<ObjectNode> events = new ArrayList<>();
    events.add(event("response.created", response.of("in_progress", List.of())));
    events.add(event("response.in_progress", response.of("in_progress", List.of())));
    if (script.has("unknown")) {
      events.add(Json.object().put("type", "response.weather_report").put("outlook", "unknown"));
    }
    return events;
  }

  private ObjectNode closing() {
    if (script.has("failed")) {
      return event("response.failed", failed("server_error", OpenAiErrors.SERVER));
    }
    completed.accept(output);
    boolean incomplete = answer.stop() == Stop.LENGTH || answer.stop() == Stop.FILTER;
    String status = incomplete ? "incomplete" : "completed";
    ObjectNode last = response.of(status, script.has("empty-output") ? List.of() : output);
    if (incomplete) {
      last.putObject("incomplete_details")
          .put("reason", answer.stop() == Stop.LENGTH ? "max_output_tokens" : "content_filter");
    }
    if (!script.has("no-usage")) {
      last.set("usage", ResponseObject.usage(answer.meter()));
    }
    return event("response." + status, last);
  }

  private ObjectNode failed(String code, String message) {
    ObjectNode last = response.of("failed", output);
    last.putObject("error").put("code", code).put("message", message);
    return last;
  }

  private List<ObjectNode> unknown(int index) {
    ObjectNode added =
        Json.object().put("type", "response.output_item.added").put("output_index", index);
    added.putObject("item").put("id", "holo_1").put("type", "hologram_call");
    ObjectNode done =
        Json.object().put("type", "response.output_item.done").put("output_index", index);
    done.set("item", added.get("item"));
    output.add((ObjectNode) added.get("item"));
    return List.of(added, done);
  }

  /** An error in the stream, in the shape the script asks for. */
  private List<Event> failure(long taken) {
    ObjectNode error = Json.object().put("type", "error").put("sequence_number", taken);
    if (script.value("error").orElse("nested").equals("flat")) {
      error.put("code", "server_error").put("message", OpenAiErrors.SERVER).putNull("param");
      return List.of(Event.named("error", error));
    }
    error.set(
        "error",
        OpenAiErrors.error(OpenAiErrors.QUOTA, "insufficient_quota", null, "insufficient_quota"));
    ObjectNode last =
        event("response.failed", failed("insufficient_quota", OpenAiErrors.QUOTA))
            .put("sequence_number", taken + 1);
    return List.of(Event.named("error", error), Event.named("response.failed", last));
  }

  private static ObjectNode event(String type, ObjectNode response) {
    ObjectNode event = Json.object().put("type", type);
    event.set("response", response);
    return event;
  }
}
