package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of order that clients of Responses rely on. */
final class ResponsesGrammar {
  private static final Set<String> TERMINAL =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final Map<String, StringBuilder> parts = new HashMap<>();
  private final StringBuilder arguments = new StringBuilder();
  private final List<Json> done = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Json open = Json.NONE;
  private int openIndex = -1;

  private ResponsesGrammar() {}

  /** Checks a stream that ended well or failed, and returns its events. */
  static List<Json> check(Buffer stream) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(32 << 20);
    decoder.feed(stream, events::add);
    decoder.end(events::add);
    assertThat(decoder.stray()).isEmpty();
    List<Json> list = events.stream().map(event -> Json.parse(event.data())).toList();
    for (int index = 0; index < list.size(); index++) {
      assertThat(events.get(index).name()).isEqualTo(list.get(index).text("type"));
      assertThat(list.get(index).number("sequence_number", -1)).isEqualTo(index);
    }
    assertThat(list.getFirst().text("type")).isEqualTo("response.created");
    assertThat(list.get(1).text("type")).isEqualTo("response.in_progress");
    assertThat(list.stream().filter(event -> TERMINAL.contains(event.text("type")))).hasSize(1);
    ResponsesGrammar grammar = new ResponsesGrammar();
    list.forEach(grammar::event);
    grammar.last(list.getFirst().at("response"), list.getLast());
    return list;
  }

  private void event(Json event) {
    if (!event.at("output_index").present()) {
      return;
    }
    String type = event.text("type");
    int index = event.number("output_index", -1);
    if (type.equals("response.output_item.added")) {
      added(index, event.at("item"));
      return;
    }
    assertThat(index).as(type + " outside an open item").isEqualTo(openIndex);
    if (type.equals("response.output_item.done")) {
      done(event.at("item"));
      return;
    }
    assertThat(event.text("item_id")).as(type).isEqualTo(open.text("id"));
    part(type, event);
  }

  private void added(int index, Json item) {
    assertThat(openIndex).as("items do not overlap").isNegative();
    assertThat(index).isEqualTo(done.size());
    assertThat(ids.add(item.text("id"))).as("a new id").isTrue();
    open = item;
    openIndex = index;
    arguments.setLength(0);
  }

  private void done(Json item) {
    assertThat(item.text("id")).isEqualTo(open.text("id"));
    assertThat(item.text("type")).isEqualTo(open.text("type"));
    assertThat(parts).as("parts that are not done").isEmpty();
    if ("function_call".equals(item.text("type"))) {
      assertThat(item.text("arguments")).isEqualTo(arguments.toString());
    }
    done.add(item);
    openIndex = -1;
  }

  private void part(String type, Json event) {
    String at = event.number("content_index", -1) + "." + event.number("summary_index", -1);
    switch (type) {
      case "response.content_part.added", "response.reasoning_summary_part.added" ->
          assertThat(parts.put(at, new StringBuilder())).isNull();
      case "response.output_text.delta",
          "response.refusal.delta",
          "response.reasoning_summary_text.delta" ->
          parts.get(at).append(event.text("delta"));
      case "response.output_text.done", "response.reasoning_summary_text.done" ->
          assertThat(event.text("text")).isEqualTo(parts.get(at).toString());
      case "response.refusal.done" ->
          assertThat(event.text("refusal")).isEqualTo(parts.get(at).toString());
      case "response.content_part.done", "response.reasoning_summary_part.done" ->
          assertThat(parts.remove(at)).isNotNull();
      case "response.function_call_arguments.delta" -> arguments.append(event.text("delta"));
      case "response.function_call_arguments.done" ->
          assertThat(event.text("arguments")).isEqualTo(arguments.toString());
      default -> {}
    }
  }

  private void last(Json begun, Json last) {
    Json response = last.at("response");
    assertThat(TERMINAL).contains(last.text("type"));
    assertThat(last.text("type")).isEqualTo("response." + response.text("status"));
    assertThat(response.text("id")).isEqualTo(begun.text("id"));
    assertThat(response.list("output")).isEqualTo(done);
    if (!last.text("type").equals("response.failed")) {
      assertThat(openIndex).as("an item that is not done").isNegative();
    }
  }
}
