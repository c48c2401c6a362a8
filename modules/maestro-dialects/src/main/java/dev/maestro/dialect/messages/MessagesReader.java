package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one answer. Some answers stand whole inside {@code message_start}, stop reason included, as
 * the vendor sends them where server code calls a client's tool.
 */
final class MessagesReader implements StreamReader {
  /** Begins the type of what is kept of an event that is no part of a block. */
  static final String EVENT = "event:";

  /** What may be held back of open blocks, in characters. */
  private static final int MAX_HELD = 32 << 20;

  /** Blocks do not overlap; a few are borne. */
  private static final int MAX_OPEN = 64;

  private final MessagesUsage usage = new MessagesUsage();
  private final Map<Integer, MessagesBlock> open = new TreeMap<>();
  private boolean started;
  private boolean over;
  private int calls;
  private String stopReason;
  private String stopSequence;

  @Override
  public List<StreamEvent> read(SseEvent event) {
    List<StreamEvent> out = new ArrayList<>();
    if (over) {
      return out;
    }
    try {
      take(event, Json.parse(event.data()), out);
    } catch (ProviderException bad) {
      fail(bad.facts(), out);
    }
    return out;
  }

  @Override
  public List<StreamEvent> end(String stray) {
    List<StreamEvent> out = new ArrayList<>();
    if (over) {
      return out;
    }
    Json outside = stray.isBlank() ? Json.NONE : Json.tolerant(stray);
    if (outside.at("error").isObject()) {
      fail(MessagesErrors.told(outside), out);
    } else if (stopReason != null && open.isEmpty()) {
      finish(out);
    } else {
      fail(
          ErrorFacts.of(
              ErrorKind.TRUNCATED,
              "The vendor's stream ended before its last event (message_stop)."),
          out);
    }
    return out;
  }

  /** A whole answer, as the events its stream would have had. */
  List<StreamEvent> whole(Buffer body) {
    List<StreamEvent> out = new ArrayList<>();
    try {
      Json message = Json.parse(body);
      if (message.at("error").isObject()) {
        fail(MessagesErrors.told(message), out);
      } else if (!message.isObject() || !message.at("content").isList()) {
        fail(ErrorFacts.of(ErrorKind.MALFORMED, "The vendor's answer is no message."), out);
      } else {
        start(message, out);
        out.addAll(end(""));
      }
    } catch (ProviderException bad) {
      fail(bad.facts(), out);
    }
    return out;
  }

  private void take(SseEvent event, Json data, List<StreamEvent> out) {
    if (!data.isObject()) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "The vendor sent an event that is no object.");
    }
    String type = data.text("type") == null ? event.name() : data.text("type");
    switch (type == null ? "" : type) {
      case "ping" -> {}
      case "error" -> fail(MessagesErrors.told(data), out);
      case "message_start" -> start(data.at("message"), out);
      case "content_block_start" -> begin(data, out);
      case "content_block_delta" -> delta(data, out);
      case "content_block_stop" -> stop(data.number("index", 0), out);
      case "message_delta" -> {
        ending(data.at("delta"));
        reportUsage(data.at("usage"), out);
      }
      case "message_stop" -> finish(out);
      default -> unknown(EVENT + (type == null ? "unknown" : type), data, out);
    }
  }

  /** Kept, but under a type that no block has: the vendor takes no event back as content. */
  private void unknown(String type, Json event, List<StreamEvent> out) {
    ensureStarted(Json.NONE, out);
    ObjectNode kept = Json.object().put("type", type);
    event.fields((name, value) -> {
      if (!name.equals("type")) {
        kept.set(name, value.node());
      }
    });
    out.add(new StreamEvent.OpaqueBlock(0, MessagesWire.DIALECT, type, new Json(kept).json()));
  }

  /** A second start of the same answer only renews what it says of the end and of usage. */
  private void start(Json message, List<StreamEvent> out) {
    boolean first = !started;
    ensureStarted(message, out);
    reportUsage(message.at("usage"), out);
    if (first) {
      for (Json block : message.list("content")) {
        MessagesBlock.whole(block, nextCall(block), out::add);
      }
    }
    ending(message);
  }

  private void ensureStarted(Json message, List<StreamEvent> out) {
    if (!started) {
      started = true;
      out.add(new StreamEvent.Started(message.text("id"), message.text("model")));
    }
  }

  private void begin(Json data, List<StreamEvent> out) {
    ensureStarted(Json.NONE, out);
    int index = data.number("index", 0);
    stop(index, out);
    if (open.size() == MAX_OPEN) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "The vendor opened more than " + MAX_OPEN + " blocks at once.");
    }
    Json block = data.at("content_block");
    open.put(index, MessagesBlock.begin(block, nextCall(block), out::add));
  }

  private int nextCall(Json block) {
    return MessagesBlock.isCall(block) ? calls++ : calls;
  }

  private void delta(Json data, List<StreamEvent> out) {
    ensureStarted(Json.NONE, out);
    MessagesBlock block = open.get(data.number("index", 0));
    Json delta = data.at("delta");
    if (block == null) {
      MessagesBlock.stray(delta, out::add);
      return;
    }
    block.delta(delta, out::add);
    if (block.held() > MAX_HELD) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "The vendor sent a block larger than " + MAX_HELD + " characters.");
    }
  }

  private void stop(int index, List<StreamEvent> out) {
    MessagesBlock block = open.remove(index);
    if (block != null) {
      block.end(out::add);
    }
  }

  private void ending(Json said) {
    if (said.text("stop_reason") != null) {
      stopReason = said.text("stop_reason");
      stopSequence = said.text("stop_sequence");
    }
  }

  private void reportUsage(Json told, List<StreamEvent> out) {
    if (usage.overlay(told)) {
      ensureStarted(Json.NONE, out);
      out.add(new StreamEvent.UsageReported(usage.usage()));
    }
  }

  private void finish(List<StreamEvent> out) {
    ensureStarted(Json.NONE, out);
    open.values().forEach(block -> block.end(out::add));
    open.clear();
    over = true;
    out.add(new StreamEvent.Finished(reason(), stopReason, stopSequence));
  }

  private FinishReason reason() {
    return switch (stopReason == null ? "" : stopReason) {
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      case "" -> calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      default -> FinishReason.STOP;
    };
  }

  private void fail(ErrorFacts facts, List<StreamEvent> out) {
    over = true;
    out.add(new StreamEvent.Failed(facts));
  }
}
