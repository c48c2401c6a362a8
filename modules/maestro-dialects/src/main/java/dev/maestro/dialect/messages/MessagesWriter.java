package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;

/** Writes one stream of events. */
final class MessagesWriter implements StreamWriter {
  private final String id;
  private final Blocks blocks = new Blocks(new Events());
  private String model;
  private Usage known;
  private boolean started;
  private int index = -1;
  private Buffer out;

  MessagesWriter(String model, String id) {
    this.model = model;
    this.id = id;
  }

  /** The blocks as events. */
  private final class Events implements BlockSink {
    @Override
    public void started(ObjectNode block) {
      start();
      index++;
      ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
      event.set("content_block", block);
      say(event);
    }

    @Override
    public void delta(ObjectNode delta) {
      ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
      event.set("delta", delta);
      say(event);
    }

    @Override
    public void ended() {
      say(Json.object().put("type", "content_block_stop").put("index", index));
    }
  }

  @Override
  public Buffer write(StreamEvent event) {
    out = Buffer.buffer();
    switch (event) {
      case StreamEvent.Started begun -> {
        model = begun.model() == null ? model : begun.model();
        start();
      }
      case StreamEvent.UsageReported reported -> known = reported.usage();
      default -> blocks.add(event);
    }
    return out;
  }

  @Override
  public Buffer end(StreamEvent.Finished finished, Usage usage) {
    out = Buffer.buffer();
    start();
    blocks.end();
    ObjectNode event = Json.object().put("type", "message_delta");
    event.set("delta", MessageForm.ending(Json.object(), finished));
    event.set("usage", MessageForm.usage(usage == null ? known : usage));
    say(event);
    say(Json.object().put("type", "message_stop"));
    return out;
  }

  @Override
  public Buffer fail(ErrorFacts error, Usage usage) {
    return ErrorWriter.event(error, id);
  }

  /** The format's own event, which may stand anywhere but before the first. */
  @Override
  public Buffer ping() {
    return started ? event(Json.object().put("type", "ping")) : Buffer.buffer(": ping\n\n");
  }

  private void start() {
    if (!started) {
      started = true;
      ObjectNode message = MessageForm.message(id, model);
      message.putArray("content");
      message.putNull("stop_reason").putNull("stop_sequence");
      message.set("usage", MessageForm.usage(known));
      ObjectNode event = Json.object().put("type", "message_start");
      event.set("message", message);
      say(event);
    }
  }

  private void say(ObjectNode event) {
    out.appendBuffer(event(event));
  }

  /** An event, named after its type. */
  static Buffer event(ObjectNode event) {
    return Buffer.buffer("event: " + event.path("type").textValue() + "\ndata: ")
        .appendBuffer(Json.bytes(event))
        .appendString("\n\n");
  }
}
