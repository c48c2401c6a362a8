package dev.maestro.gateway.stream;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import dev.maestro.core.SessionView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The event stream of the native API. One per stream. */
public final class NeutralAnswer implements AnswerWriter {
  private final SessionView session;
  private final String model;
  private final List<Warning> warnings;
  private boolean started;
  private long number;

  /**
   * For one stream.
   *
   * @param warnings known when it was opened
   */
  public NeutralAnswer(SessionView session, String model, List<Warning> warnings) {
    this.session = session;
    this.model = model;
    this.warnings = List.copyOf(warnings);
  }

  @Override
  public Buffer data(FrameBody.Data data) {
    Buffer out = Buffer.buffer();
    data.events().forEach(event -> write(out, event));
    return out;
  }

  private void write(Buffer out, StreamEvent event) {
    if (event instanceof StreamEvent.Started begun) {
      start(out, begun);
      return;
    }
    start(out, new StreamEvent.Started(null, null));
    switch (event) {
      case StreamEvent.TextDelta delta -> text(out, "text.delta", delta.choice(), delta.text());
      case StreamEvent.ReasoningDelta delta ->
          text(out, "reasoning.delta", delta.choice(), delta.text());
      case StreamEvent.RefusalDelta delta ->
          text(out, "refusal.delta", delta.choice(), delta.text());
      case StreamEvent.ToolCallStarted call when call.choice() == 0 ->
          say(
              out,
              "tool_call.started",
              index(call.index()).put("id", call.id()).put("name", call.name()));
      case StreamEvent.ToolCallDelta delta when delta.choice() == 0 ->
          say(out, "tool_call.delta", index(delta.index()).put("arguments", delta.arguments()));
      case StreamEvent.ToolCallEnded call when call.choice() == 0 ->
          say(out, "tool_call.ended", index(call.index()));
      case StreamEvent.Warned warned -> say(out, "warning", NeutralJson.warning(warned.warning()));
      default -> {
        // Answers beyond the first, and what only one vendor understands, have no place here;
        // usage is said once, at the end.
      }
    }
  }

  private void start(Buffer out, StreamEvent.Started begun) {
    if (started) {
      return;
    }
    started = true;
    say(
        out,
        "started",
        new JsonObject()
            .put("id", begun.id())
            .put("model", begun.model() == null ? model : begun.model())
            .put("provider", session.provider())
            .put("session", session.name()));
    warnings.forEach(warning -> say(out, "warning", NeutralJson.warning(warning)));
  }

  @Override
  public Buffer finished(FrameBody.Finished last) {
    Buffer out = Buffer.buffer();
    start(out, new StreamEvent.Started(null, null));
    usage(out, last.usage());
    return say(out, "finished", new JsonObject().put("reason", last.event().reason().wire()));
  }

  @Override
  public Buffer failed(FrameBody.Failed last) {
    Buffer out = Buffer.buffer();
    usage(out, last.usage());
    ErrorFacts error = last.error();
    return say(
        out,
        "failed",
        new JsonObject()
            .put("code", error.code())
            .put("detail", error.message())
            .put("retryable", error.retryable()));
  }

  @Override
  public Buffer ping() {
    return Buffer.buffer(": ping\n\n");
  }

  private void usage(Buffer out, Usage usage) {
    if (usage != null) {
      say(out, "usage", NeutralJson.usage(usage));
    }
  }

  private void text(Buffer out, String event, int choice, String text) {
    if (choice == 0) {
      say(out, event, new JsonObject().put("text", text));
    }
  }

  private static JsonObject index(int index) {
    return new JsonObject().put("index", index);
  }

  private Buffer say(Buffer out, String event, JsonObject data) {
    return out.appendString("id: " + ++number + "\nevent: " + event + "\ndata: ")
        .appendBuffer(data.toBuffer())
        .appendString("\n\n");
  }
}
