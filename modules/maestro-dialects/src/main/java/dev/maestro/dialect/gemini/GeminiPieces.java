package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the events of an answer become: parts, and notes on a candidate. A call is one part, so its
 * arguments are kept until they are whole.
 */
final class GeminiPieces {
  /** What the vendor calls arguments that are no object, which only other vendors' models write. */
  private static final String BARE = "arguments";

  /**
   * A piece of one candidate.
   *
   * @param json a part, or with a note the candidate's fields
   */
  record Piece(int choice, boolean isNote, ObjectNode json) {
    /** Whether this is text, or thoughts. */
    boolean isText() {
      return !isNote && json.has("text");
    }

    boolean isThought() {
      return json.path("thought").booleanValue();
    }

    boolean isSigned() {
      return json.has("thoughtSignature");
    }
  }

  private record Place(int choice, int index) {}

  private static final class Call {
    private final ObjectNode part = Json.object();
    private final StringBuilder arguments = new StringBuilder();

    Call(StreamEvent.ToolCallStarted started) {
      ObjectNode function = part.putObject("functionCall");
      if (started.id() != null) {
        function.put("id", started.id());
      }
      function.put("name", started.name());
    }

    ObjectNode whole() {
      ((ObjectNode) part.get("functionCall")).set("args", arguments(arguments.toString()));
      return part;
    }
  }

  private final Map<Place, Call> calls = new LinkedHashMap<>();

  /** What an event becomes, or null where the format says nothing of it yet, or at all. */
  Piece of(StreamEvent event) {
    return switch (event) {
      case StreamEvent.TextDelta delta -> text(delta.choice(), delta.text(), false);
      case StreamEvent.RefusalDelta delta -> text(delta.choice(), delta.text(), false);
      case StreamEvent.ReasoningDelta delta -> text(delta.choice(), delta.text(), true);
      case StreamEvent.ToolCallStarted call -> {
        calls.put(new Place(call.choice(), call.index()), new Call(call));
        yield null;
      }
      case StreamEvent.ToolCallDelta delta -> {
        Call call = calls.get(new Place(delta.choice(), delta.index()));
        if (call != null) {
          call.arguments.append(delta.arguments());
        }
        yield null;
      }
      case StreamEvent.ToolCallEnded ended -> {
        Call call = calls.remove(new Place(ended.choice(), ended.index()));
        yield call == null ? null : new Piece(ended.choice(), false, call.whole());
      }
      case StreamEvent.Signed signed when isOwn(signed) -> signed(signed);
      case StreamEvent.OpaqueBlock block when GeminiWire.DIALECT.equals(block.origin()) ->
          own(block);
      default -> null;
    };
  }

  /** Calls whose end nobody said. */
  List<Piece> rest() {
    List<Piece> rest =
        calls.entrySet().stream()
            .map(call -> new Piece(call.getKey().choice(), false, call.getValue().whole()))
            .toList();
    calls.clear();
    return rest;
  }

  private static Piece text(int choice, String text, boolean isThought) {
    if (text.isEmpty()) {
      return null;
    }
    ObjectNode part = Json.object().put("text", text);
    return new Piece(choice, false, isThought ? part.put("thought", true) : part);
  }

  private static boolean isOwn(StreamEvent.Signed signed) {
    return GeminiWire.DIALECT.equals(signed.signature().origin());
  }

  private Piece signed(StreamEvent.Signed signed) {
    String value = signed.signature().value();
    if (signed.kind() == StreamEvent.PartKind.TOOL_CALL) {
      Call call = calls.get(new Place(signed.choice(), signed.index()));
      if (call != null) {
        call.part.put("thoughtSignature", value);
      }
      return null;
    }
    ObjectNode part = Json.object().put("text", "");
    if (signed.kind() == StreamEvent.PartKind.REASONING) {
      part.put("thought", true);
    }
    return new Piece(signed.choice(), false, part.put("thoughtSignature", value));
  }

  private static Piece own(StreamEvent.OpaqueBlock block) {
    Json json = Json.tolerant(block.json());
    return json.isObject()
        ? new Piece(block.choice(), GeminiCandidate.isNote(json), (ObjectNode) json.node())
        : null;
  }

  private static ObjectNode arguments(String text) {
    if (text.isBlank()) {
      return Json.object();
    }
    Json json = Json.tolerant(text);
    if (json.isObject()) {
      return (ObjectNode) json.node();
    }
    ObjectNode wrapped = Json.object();
    return json.node().isMissingNode() ? wrapped.put(BARE, text) : wrapped.set(BARE, json.node());
  }
}
