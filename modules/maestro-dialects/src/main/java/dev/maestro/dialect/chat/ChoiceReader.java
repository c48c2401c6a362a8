package dev.maestro.dialect.chat;

import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;

/** Reads the deltas of one choice. */
final class ChoiceReader {
  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "refusal",
          "tool_calls",
          "function_call",
          "reasoning_content",
          "reasoning");

  private final int choice;
  private final CallReader calls;
  private StreamEvent.PartKind open;
  private String reason;

  ChoiceReader(String answer, int choice) {
    this.choice = choice;
    this.calls = new CallReader(answer, choice);
  }

  boolean finished() {
    return reason != null;
  }

  /** The last event of the stream, where this is choice 0. */
  StreamEvent last() {
    return new StreamEvent.Finished(neutral(), reason, null);
  }

  void read(Json of, List<StreamEvent> out) {
    Json delta = of.at("delta").present() ? of.at("delta") : of.at("message");
    Json thoughts =
        delta.at("reasoning_content").present()
            ? delta.at("reasoning_content")
            : delta.at("reasoning");
    reasoning(thoughts.text(), out);
    content(delta.at("content"), out);
    String refusal = delta.textOrEmpty("refusal");
    if (!refusal.isEmpty()) {
      open(null, out);
      calls.endWhole(out);
      out.add(new StreamEvent.RefusalDelta(choice, refusal));
    }
    readCalls(delta, out);
    delta.fields((name, value) -> {
      if (!KNOWN.contains(name)) {
        opaque(name, value, out);
      }
    });
    opaque("logprobs", of.at("logprobs"), out);
    opaque("content_filter_results", of.at("content_filter_results"), out);
    finish(of.text("finish_reason"), out);
  }

  private void content(Json content, List<StreamEvent> out) {
    text(content.text(), out);
    for (Json part : content.list()) {
      if ("text".equals(part.text("type"))) {
        text(part.text("text"), out);
      } else {
        opaque(part.text("type") == null ? "content" : part.text("type"), part, out);
      }
    }
  }

  private void text(String text, List<StreamEvent> out) {
    if (text != null && !text.isEmpty()) {
      open(StreamEvent.PartKind.TEXT, out);
      out.add(new StreamEvent.TextDelta(choice, text));
    }
  }

  private void reasoning(String text, List<StreamEvent> out) {
    if (text != null && !text.isEmpty()) {
      open(StreamEvent.PartKind.REASONING, out);
      out.add(new StreamEvent.ReasoningDelta(choice, text));
    }
  }

  private void readCalls(Json delta, List<StreamEvent> out) {
    List<Json> fragments = delta.list("tool_calls");
    if (!fragments.isEmpty()) {
      open(null, out);
    }
    for (int position = 0; position < fragments.size(); position++) {
      Json fragment = fragments.get(position);
      calls.read(fragment.number("index", position), fragment, fragment.at("function"), out);
    }
    Json old = delta.at("function_call");
    if (old.isObject()) {
      open(null, out);
      calls.read(0, Json.NONE, old, out);
    }
  }

  private void opaque(String type, Json value, List<StreamEvent> out) {
    if (value.present() && !(value.node().isContainerNode() && value.node().isEmpty())) {
      out.add(ChatReader.opaque(choice, type, value));
    }
  }

  private void open(StreamEvent.PartKind kind, List<StreamEvent> out) {
    if (open != null && open != kind) {
      out.add(new StreamEvent.PartEnded(choice, open));
    }
    if (kind != null) {
      calls.endWhole(out);
    }
    open = kind;
  }

  private void finish(String word, List<StreamEvent> out) {
    if (word == null || reason != null) {
      return;
    }
    reason = word;
    open(null, out);
    calls.end(out);
    if (choice > 0) {
      out.add(new StreamEvent.ChoiceFinished(choice, neutral(), reason));
    }
  }

  /** With a forced function the vendor says {@code stop} though there is a call. */
  private FinishReason neutral() {
    return switch (reason) {
      case "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      default -> calls.any() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    };
  }
}
