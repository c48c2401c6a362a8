package dev.maestro.dialect.responses;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the output items of one answer. Events belong together by output_index: item ids change
 * behind some proxies.
 */
final class ItemReader {
  private String answer = UUID.randomUUID().toString();
  private final Map<Integer, CallItem> calls = new HashMap<>();
  private final Set<Integer> spoken = new HashSet<>();
  private final Map<Integer, StreamEvent.PartKind> open = new HashMap<>();
  private final Set<Integer> foreign = new HashSet<>();
  private boolean refused;

  /** One call of a client's function. */
  private static final class CallItem {
    private final int index;
    private boolean argued;
    private boolean ended;

    CallItem(int index) {
      this.index = index;
    }
  }

  /** The answer's own id, from which those of its calls are made where the vendor gives none. */
  void answer(String id) {
    answer = id == null ? answer : id;
  }

  /** Clients need an id that no other call of the conversation has. */
  private String made(int index) {
    String source = answer + '/' + index;
    return "call_" + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8));
  }

  /** Why a completed answer ended. */
  FinishReason reason() {
    return !calls.isEmpty()
        ? FinishReason.TOOL_CALLS
        : refused ? FinishReason.CONTENT_FILTER : FinishReason.STOP;
  }

  void read(String type, Json data, List<StreamEvent> out) {
    int at = data.number("output_index", 0);
    String delta = data.textOrEmpty("delta");
    switch (type) {
      case "response.output_item.added" -> added(at, data.at("item"), out);
      case "response.output_item.done" -> done(at, data.at("item"), out);
      case "response.output_text.delta" -> {
        text(at, delta, out);
        logprobs(data, out);
      }
      case "response.refusal.delta" -> refusal(at, delta, out);
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          thoughts(at, delta, out);
      case "response.reasoning_summary_part.done", "response.content_part.done" -> endPart(at, out);
      case "response.function_call_arguments.delta" -> arguments(at, delta, out);
      case "response.output_text.annotation.added" -> out.add(opaque("annotation", data));
      case "response.function_call_arguments.done",
          "response.content_part.added",
          "response.output_text.done",
          "response.refusal.done",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_text.done",
          "response.reasoning_text.done" -> {} // output_item.done says it all again
      default -> {
        // What happens inside a foreign item stands in the item when it is done.
        if (!data.at("output_index").present() || !foreign.contains(at)) {
          out.add(opaque(type, data));
        }
      }
    }
  }

  /** Reads a finished item, and what of it no delta has said. */
  void done(int at, Json item, List<StreamEvent> out) {
    switch (item.textOrEmpty("type")) {
      case "function_call" -> {
        CallItem call = call(at, item, out);
        if (!call.argued) {
          arguments(at, item.textOrEmpty("arguments"), out);
        }
        end(call, out);
      }
      case "message" -> message(at, item, out);
      case "reasoning" -> reasoning(at, item, out);
      default -> out.add(opaque(item.textOrEmpty("type"), item));
    }
  }

  /** The annotations of a whole message, which a stream says one by one. */
  void annotations(Json item, List<StreamEvent> out) {
    for (Json part : item.list("content")) {
      for (Json annotation : part.list("annotations")) {
        out.add(opaque("annotation", annotation));
      }
      logprobs(part, out);
    }
  }

  /** The answer is over. */
  void end(List<StreamEvent> out) {
    calls.values().forEach(call -> end(call, out));
  }

  private void added(int at, Json item, List<StreamEvent> out) {
    switch (item.textOrEmpty("type")) {
      case "function_call" -> call(at, item, out);
      case "message", "reasoning" -> {}
      default -> foreign.add(at);
    }
  }

  private CallItem call(int at, Json item, List<StreamEvent> out) {
    CallItem known = calls.get(at);
    if (known == null) {
      known = new CallItem(calls.size());
      calls.put(at, known);
      String id = item.text("call_id");
      out.add(
          new StreamEvent.ToolCallStarted(
              0, known.index, id == null ? made(known.index) : id, item.textOrEmpty("name")));
    }
    return known;
  }

  private void arguments(int at, String text, List<StreamEvent> out) {
    CallItem call = calls.get(at);
    if (call != null && !text.isEmpty()) {
      call.argued = true;
      out.add(new StreamEvent.ToolCallDelta(0, call.index, text));
    }
  }

  private static void end(CallItem call, List<StreamEvent> out) {
    if (!call.ended) {
      call.ended = true;
      out.add(new StreamEvent.ToolCallEnded(0, call.index));
    }
  }

  private void message(int at, Json item, List<StreamEvent> out) {
    boolean silent = !spoken.contains(at);
    for (Json part : item.list("content")) {
      if (silent) {
        text(at, part.textOrEmpty("text"), out);
        endPart(at, out);
        refusal(at, part.textOrEmpty("refusal"), out);
      }
    }
    endPart(at, out);
  }

  private void reasoning(int at, Json item, List<StreamEvent> out) {
    if (!spoken.contains(at)) {
      for (String list : List.of("summary", "content")) {
        for (Json part : item.list(list)) {
          thoughts(at, part.textOrEmpty("text"), out);
          endPart(at, out);
        }
      }
    }
    endPart(at, out);
    // The encrypted content of output_item.added is another one, and not the right one.
    if (item.at("encrypted_content").present()) {
      out.add(opaque("reasoning", item));
    }
  }

  private void text(int at, String text, List<StreamEvent> out) {
    if (!text.isEmpty()) {
      spoken.add(at);
      open.put(at, StreamEvent.PartKind.TEXT);
      out.add(new StreamEvent.TextDelta(0, text));
    }
  }

  private void refusal(int at, String text, List<StreamEvent> out) {
    if (!text.isEmpty()) {
      spoken.add(at);
      refused = true;
      out.add(new StreamEvent.RefusalDelta(0, text));
    }
  }

  private void thoughts(int at, String text, List<StreamEvent> out) {
    if (!text.isEmpty()) {
      spoken.add(at);
      open.put(at, StreamEvent.PartKind.REASONING);
      out.add(new StreamEvent.ReasoningDelta(0, text));
    }
  }

  /** A part is ended once, though the part and the item both say that they are done. */
  private void endPart(int at, List<StreamEvent> out) {
    StreamEvent.PartKind kind = open.remove(at);
    if (kind != null) {
      out.add(new StreamEvent.PartEnded(0, kind));
    }
  }

  private static void logprobs(Json of, List<StreamEvent> out) {
    if (!of.list("logprobs").isEmpty()) {
      out.add(opaque("logprobs", of.at("logprobs")));
    }
  }

  private static StreamEvent opaque(String type, Json json) {
    return new StreamEvent.OpaqueBlock(0, ResponsesWire.DIALECT, type, json.json());
  }
}
