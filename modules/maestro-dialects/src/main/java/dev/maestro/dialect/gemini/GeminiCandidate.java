package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** One of the alternative answers while it comes. */
final class GeminiCandidate {
  /** What says how a part is meant, not what it is. */
  private static final Set<String> MODIFIERS = Set.of("thought", "thoughtSignature");

  private static final List<String> NOTES =
      List.of("citationMetadata", "groundingMetadata", "urlContextMetadata", "logprobsResult");

  private final String answer;
  private final int choice;
  private PartKind open;
  private GeminiCall call;
  private int calls;
  private String reason;
  private String message;

  GeminiCandidate(String answer, int choice) {
    this.answer = answer;
    this.choice = choice;
  }

  /** Whether a kept block is a note on an answer, which has no place in a conversation. */
  static boolean isNote(Json block) {
    return NOTES.contains(kind(block));
  }

  int choice() {
    return choice;
  }

  /** The vendor's own word for the end, or null before it. */
  String reason() {
    return reason;
  }

  void take(Json candidate, Consumer<StreamEvent> out) {
    for (Json part : candidate.at("content").list("parts")) {
      part(part, out);
    }
    for (String note : NOTES) {
      if (candidate.at(note).present()) {
        ObjectNode json = Json.object();
        json.set(note, candidate.at(note).node());
        out.accept(
            new StreamEvent.OpaqueBlock(choice, GeminiWire.DIALECT, note, Json.of(json).json()));
      }
    }
    if (candidate.text("finishReason") != null) {
      reason = candidate.text("finishReason");
      message = candidate.text("finishMessage");
    }
  }

  /** Closes what is open; the candidate is whole. */
  void end(Consumer<StreamEvent> out) {
    endCall(out);
    endBlock(out);
  }

  /** Why it ended, or null where its end is a failure. */
  FinishReason finishReason() {
    return GeminiFinish.reason(reason, calls > 0);
  }

  ErrorFacts failure() {
    return ErrorFacts.vendor(
        ErrorKind.VENDOR_FAILURE,
        ErrorKind.VENDOR_FAILURE.status(),
        reason.toLowerCase(Locale.ROOT),
        "The vendor ended the answer with " + reason + (message == null ? "." : ": " + message));
  }

  private void part(Json part, Consumer<StreamEvent> out) {
    if (part.at("functionCall").isObject()) {
      function(part.at("functionCall"), part, out);
    } else if (part.isObject() && (part.at("text").isText() || kind(part).isEmpty())) {
      text(part, out);
    } else if (part.isObject()) {
      end(out);
      out.accept(new StreamEvent.OpaqueBlock(choice, GeminiWire.DIALECT, kind(part), part.json()));
    }
  }

  /** The name of the field that makes the part; empty where only modifiers stand in it. */
  private static String kind(Json part) {
    return part.node().properties().stream()
        .map(field -> field.getKey())
        .filter(name -> !MODIFIERS.contains(name))
        .findFirst()
        .orElse("");
  }

  private void text(Json part, Consumer<StreamEvent> out) {
    PartKind kind = part.isTrue("thought") ? PartKind.REASONING : PartKind.TEXT;
    String text = part.textOrEmpty("text");
    String signature = part.textOrEmpty("thoughtSignature");
    if (!text.isEmpty()) {
      endCall(out);
      if (open != kind) {
        endBlock(out);
      }
      open = kind;
      out.accept(
          kind == PartKind.TEXT
              ? new StreamEvent.TextDelta(choice, text)
              : new StreamEvent.ReasoningDelta(choice, text));
    }
    if (!signature.isEmpty()) {
      sign(open == null ? kind : open, 0, signature, out);
      endBlock(out);
    }
  }

  /** A named part begins a call; nameless ones go on with it, or only separate. */
  private void function(Json function, Json part, Consumer<StreamEvent> out) {
    String name = function.text("name");
    if (name != null) {
      end(out);
      call = new GeminiCall(choice, calls++);
      out.accept(new StreamEvent.ToolCallStarted(choice, calls - 1, id(function.text("id")), name));
    } else if (call == null) {
      return;
    }
    if (!part.textOrEmpty("thoughtSignature").isEmpty()) {
      sign(PartKind.TOOL_CALL, calls - 1, part.text("thoughtSignature"), out);
    }
    call.take(function);
    if (!function.isTrue("willContinue")) {
      endCall(out);
    }
  }

  /**
   * The vendor often gives no id, and clients need one that no other call of the conversation has.
   */
  private String id(String given) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    String source = answer + '/' + choice + '/' + calls;
    return "call_"
        + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
  }

  private void sign(PartKind kind, int index, String value, Consumer<StreamEvent> out) {
    out.accept(
        new StreamEvent.Signed(choice, kind, index, new Signature(GeminiWire.DIALECT, value)));
  }

  private void endCall(Consumer<StreamEvent> out) {
    if (call != null) {
      call.end(out);
      call = null;
    }
  }

  private void endBlock(Consumer<StreamEvent> out) {
    if (open != null) {
      out.accept(new StreamEvent.PartEnded(choice, open));
      open = null;
    }
  }
}
