package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;

/** Writes one stream of chunks. */
final class ChatWriter implements StreamWriter {
  /** A call whose arguments are still empty. */
  private record Call(int choice, int index) {}

  private final RequestHead head;
  private final String id;
  private final long created;
  private final Set<Integer> opened = new HashSet<>();
  private final Set<Integer> closed = new HashSet<>();
  private final Set<Call> silent = new HashSet<>();
  private String model;

  ChatWriter(RequestHead head, String id, long created) {
    this.head = head;
    this.id = id;
    this.created = created;
    this.model = head.model();
  }

  @Override
  public Buffer write(StreamEvent event) {
    Buffer out = Buffer.buffer();
    switch (event) {
      case StreamEvent.Started started -> {
        model = started.model() == null ? model : started.model();
        open(0, out);
      }
      case StreamEvent.TextDelta delta -> text(delta.choice(), "content", delta.text(), out);
      case StreamEvent.ReasoningDelta delta ->
          text(delta.choice(), "reasoning_content", delta.text(), out);
      case StreamEvent.RefusalDelta delta -> text(delta.choice(), "refusal", delta.text(), out);
      case StreamEvent.ToolCallStarted call -> started(call, out);
      case StreamEvent.ToolCallDelta delta ->
          arguments(new Call(delta.choice(), delta.index()), delta.arguments(), out);
      case StreamEvent.ToolCallEnded ended -> {
        if (silent.contains(new Call(ended.choice(), ended.index()))) {
          arguments(new Call(ended.choice(), ended.index()), "{}", out);
        }
      }
      case StreamEvent.OpaqueBlock block when block.origin().equals(ChatWire.DIALECT) ->
          own(block, out);
      case StreamEvent.ChoiceFinished finished -> finish(finished.choice(), finished.reason(), out);
      default -> {} // this format says nothing of it
    }
    return out;
  }

  @Override
  public Buffer end(StreamEvent.Finished finished, Usage usage) {
    Buffer out = Buffer.buffer();
    finish(0, finished.reason(), out);
    if (head.includeUsage() && usage != null) {
      ObjectNode chunk = chunk();
      chunk.putArray("choices");
      chunk.set("usage", Chunks.usage(usage));
      say(chunk, out);
    }
    return out.appendString("data: [DONE]\n\n");
  }

  @Override
  public Buffer fail(ErrorFacts error, Usage usage) {
    return Chunks.error(error);
  }

  /** The role comes first, once for each choice. */
  private void open(int choice, Buffer out) {
    if (opened.add(choice)) {
      ObjectNode delta = Json.object().put("role", "assistant").put("content", "");
      say(choice, delta.putNull("refusal"), null, out);
    }
  }

  private void text(int choice, String field, String text, Buffer out) {
    open(choice, out);
    if (!text.isEmpty()) {
      say(choice, Json.object().put(field, text), null, out);
    }
  }

  private void started(StreamEvent.ToolCallStarted call, Buffer out) {
    open(call.choice(), out);
    silent.add(new Call(call.choice(), call.index()));
    ObjectNode delta = Json.object();
    ObjectNode written = delta.putArray("tool_calls").addObject();
    written.put("index", call.index()).put("id", call.id()).put("type", "function");
    written.putObject("function").put("name", call.name()).put("arguments", "");
    say(call.choice(), delta, null, out);
  }

  private void arguments(Call call, String arguments, Buffer out) {
    if (!arguments.isEmpty()) {
      silent.remove(call);
      ObjectNode delta = Json.object();
      ObjectNode written = delta.putArray("tool_calls").addObject().put("index", call.index());
      written.putObject("function").put("arguments", arguments);
      say(call.choice(), delta, null, out);
    }
  }

  private void own(StreamEvent.OpaqueBlock block, Buffer out) {
    open(block.choice(), out);
    Json value = Json.tolerant(block.json());
    if (block.type().equals("logprobs")) {
      ObjectNode chunk = chunk(block.choice(), Json.object(), null);
      ((ObjectNode) chunk.get("choices").get(0)).set("logprobs", value.node());
      say(chunk, out);
    } else if (value.present()) {
      ObjectNode delta = Json.object();
      delta.set(block.type(), value.node());
      say(block.choice(), delta, null, out);
    }
  }

  private void finish(int choice, FinishReason reason, Buffer out) {
    open(choice, out);
    if (closed.add(choice)) {
      say(choice, Json.object(), reason.wire(), out);
    }
  }

  private void say(int choice, ObjectNode delta, String reason, Buffer out) {
    say(chunk(choice, delta, reason), out);
  }

  private ObjectNode chunk(int choice, ObjectNode delta, String reason) {
    ObjectNode chunk = chunk();
    ObjectNode written = chunk.putArray("choices").addObject().put("index", choice);
    written.set("delta", delta);
    written.putNull("logprobs").put("finish_reason", reason);
    if (head.includeUsage()) {
      chunk.putNull("usage");
    }
    return chunk;
  }

  private ObjectNode chunk() {
    return Json.object()
        .put("id", id)
        .put("object", "chat.completion.chunk")
        .put("created", created)
        .put("model", model);
  }

  private static void say(ObjectNode chunk, Buffer out) {
    out.appendString("data: ").appendBuffer(Json.bytes(chunk)).appendString("\n\n");
  }
}
