package dev.maestro.testkit.grammar;

import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.api.upstream.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of a stream.
 *
 * @param name the {@code event:} field, or null
 * @param data the text
 * @param json the text as a JSON object; an empty value where it is none
 */
record WireEvent(String name, String data, Value json) {
  private static final int LARGEST = 64 << 20;

  /** All events; what stands outside any, or is no JSON object, is a finding. */
  static List<WireEvent> read(Buffer stream, Findings found) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(LARGEST);
    decoder.feed(stream, events::add);
    int complete = events.size();
    decoder.end(events::add);
    found.unless(events.size() == complete, "the last event lacks its blank line");
    found.unless(decoder.stray().isEmpty(), "there is text outside any event");
    return events.stream().map(event -> of(event, found)).toList();
  }

  private static WireEvent of(SseEvent event, Findings found) {
    if (event.data().equals("[DONE]")) {
      return new WireEvent(event.name(), event.data(), new Value(null));
    }
    Value json = Value.read(event.data());
    boolean good = json != null && json.isObject();
    found.unless(good, "an event's data is no JSON object");
    return new WireEvent(event.name(), event.data(), good ? json : new Value(null));
  }

  boolean isDone() {
    return data.equals("[DONE]");
  }

  String type() {
    return json.textOrEmpty("type");
  }
}
