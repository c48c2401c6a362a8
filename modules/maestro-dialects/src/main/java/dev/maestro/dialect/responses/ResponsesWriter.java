package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.openai.ErrorWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes one stream of typed events; its last event is the whole answer. */
final class ResponsesWriter implements StreamWriter {
  private final EventLog log = new EventLog();
  private final Envelope envelope;
  private final OutputWriter output;
  private String model;
  private boolean begun;
  private Usage usage;
  private ObjectNode answer = Json.object();

  /**
   * For one answer.
   *
   * @param token what makes the ids of its items unique
   */
  ResponsesWriter(Envelope envelope, String token, String model) {
    this.envelope = envelope;
    this.output = new OutputWriter(log, token, envelope.customTools());
    this.model = model;
  }

  /** The whole answer of a stream that is over. */
  Buffer whole(List<StreamEvent> events) {
    events.forEach(this::write);
    return Json.bytes(
        response(
            events.getLast() instanceof StreamEvent.Finished finished
                ? finished
                : new StreamEvent.Finished(FinishReason.STOP, null, null)));
  }

  @Override
  public Buffer write(StreamEvent event) {
    switch (event) {
      case StreamEvent.Started started -> {
        model = started.model() == null ? model : started.model();
        begin();
      }
      case StreamEvent.UsageReported reported -> usage = reported.usage();
      default -> {
        begin();
        output.add(event);
      }
    }
    return log.take();
  }

  @Override
  public Buffer end(StreamEvent.Finished finished, Usage last) {
    begin();
    usage = last == null ? usage : last;
    ObjectNode response = response(finished);
    answer = response;
    say("response." + response.get("status").textValue(), response);
    return log.take();
  }

  @Override
  public Buffer whole() {
    return Json.bytes(answer);
  }

  @Override
  public Buffer fail(ErrorFacts error, Usage last) {
    begin();
    usage = last == null ? usage : last;
    log.say("error", error(error));
    say("response.failed", envelope.failed(model, output.items(), usage, error));
    return log.take();
  }

  /** Flat as the vendor's SDKs type it, and nested as the vendor sends it. */
  static ObjectNode error(ErrorFacts error) {
    ObjectNode written = Json.object();
    ErrorWriter.error(error)
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("type")) {
            written.set(field.getKey(), field.getValue());
          }
        });
    written.set("error", ErrorWriter.error(error));
    return written;
  }

  private ObjectNode response(StreamEvent.Finished finished) {
    output.end();
    String incomplete =
        switch (finished.reason()) {
          case LENGTH -> "max_output_tokens";
          case CONTENT_FILTER -> output.isRefusal() ? null : "content_filter";
          case STOP, TOOL_CALLS -> null;
        };
    return envelope.ended(model, output.items(), usage, incomplete);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      say("response.created", envelope.begun(model));
      say("response.in_progress", envelope.begun(model));
    }
  }

  private void say(String type, ObjectNode response) {
    ObjectNode event = Json.object();
    event.set("response", response);
    log.say(type, event);
  }
}
