package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.dialect.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One content block while it is open: what it says as it grows, and at its end. */
sealed interface MessagesBlock {
  /** Takes a delta. */
  void delta(Json delta, Consumer<StreamEvent> out);

  /** The block is whole. */
  void end(Consumer<StreamEvent> out);

  /** How many characters it holds back until its end. */
  int held();

  /** Begins a block, which may hold content already. {@code call} is the index of a tool call. */
  static MessagesBlock begin(Json start, int call, Consumer<StreamEvent> out) {
    return switch (start.textOrEmpty("type")) {
      case "text" -> Text.begin(start, out);
      case "thinking" -> new Thinking(start, out);
      case "tool_use" -> new Call(start, call, out);
      default -> new Opaque(start);
    };
  }

  /** A delta that its block has no place for. */
  static void unknown(Json delta, Consumer<StreamEvent> out) {
    out.accept(
        new StreamEvent.OpaqueBlock(
            0, MessagesWire.DIALECT, delta.textOrEmpty("type"), delta.json()));
  }

  /** Text, with its citations as they came. */
  record Text() implements MessagesBlock {
    static Text begin(Json start, Consumer<StreamEvent> out) {
      say(start.textOrEmpty("text"), out);
      for (Json citation : start.list("citations")) {
        ObjectNode delta = Json.object().put("type", "citations_delta");
        delta.set("citation", citation.node());
        unknown(new Json(delta), out);
      }
      return new Text();
    }

    @Override
    public void delta(Json delta, Consumer<StreamEvent> out) {
      if ("text_delta".equals(delta.text("type"))) {
        say(delta.textOrEmpty("text"), out);
      } else {
        unknown(delta, out);
      }
    }

    private static void say(String text, Consumer<StreamEvent> out) {
      if (!text.isEmpty()) {
        out.accept(new StreamEvent.TextDelta(0, text));
      }
    }

    @Override
    public void end(Consumer<StreamEvent> out) {
      out.accept(new StreamEvent.PartEnded(0, PartKind.TEXT));
    }

    @Override
    public int held() {
      return 0;
    }
  }

  /** Thoughts, signed at their end; the text may be withheld and the signature not. */
  final class Thinking implements MessagesBlock {
    private final StringBuilder signature = new StringBuilder();

    Thinking(Json start, Consumer<StreamEvent> out) {
      say(start.textOrEmpty("thinking"), out);
      signature.append(start.textOrEmpty("signature"));
    }

    @Override
    public void delta(Json delta, Consumer<StreamEvent> out) {
      switch (delta.textOrEmpty("type")) {
        case "thinking_delta" -> say(delta.textOrEmpty("thinking"), out);
        case "signature_delta" -> signature.append(delta.textOrEmpty("signature"));
        default -> unknown(delta, out);
      }
    }

    private static void say(String text, Consumer<StreamEvent> out) {
      if (!text.isEmpty()) {
        out.accept(new StreamEvent.ReasoningDelta(0, text));
      }
    }

    @Override
    public void end(Consumer<StreamEvent> out) {
      // Behind another Maestro it may be that one's mark, which signs nothing.
      if (!signature.isEmpty() && !Unsigned.isOurs(signature.toString())) {
        out.accept(
            new StreamEvent.Signed(
                0,
                PartKind.REASONING,
                0,
                new Signature(MessagesWire.DIALECT, signature.toString())));
      }
      out.accept(new StreamEvent.PartEnded(0, PartKind.REASONING));
    }

    @Override
    public int held() {
      return signature.length();
    }
  }

  /** A call of a client's tool. Input given at the start counts only where no delta follows. */
  final class Call implements MessagesBlock {
    private final int index;
    private final Json input;
    private boolean streamed;

    Call(Json start, int index, Consumer<StreamEvent> out) {
      this.index = index;
      this.input = start.at("input");
      out.accept(
          new StreamEvent.ToolCallStarted(
              0, index, start.textOrEmpty("id"), start.textOrEmpty("name")));
    }

    @Override
    public void delta(Json delta, Consumer<StreamEvent> out) {
      String piece = delta.text("partial_json");
      if (piece == null) {
        unknown(delta, out);
      } else if (!piece.isEmpty()) {
        streamed = true;
        out.accept(new StreamEvent.ToolCallDelta(0, index, piece));
      }
    }

    @Override
    public void end(Consumer<StreamEvent> out) {
      if (!streamed && input.isObject() && !input.node().isEmpty()) {
        out.accept(new StreamEvent.ToolCallDelta(0, index, input.json()));
      }
      out.accept(new StreamEvent.ToolCallEnded(0, index));
    }

    @Override
    public int held() {
      return 0;
    }
  }

  /** Redacted thinking, server tools, and whatever else there will be: put together, kept whole. */
  final class Opaque implements MessagesBlock {
    private final Json start;
    private final ObjectNode block = Json.object();
    private final StringBuilder input = new StringBuilder();
    private final Map<String, StringBuilder> texts = new HashMap<>();
    private int held;

    Opaque(Json start) {
      this.start = start;
      start.fields((name, value) -> block.set(name, value.node()));
    }

    @Override
    public void delta(Json delta, Consumer<StreamEvent> out) {
      String piece = delta.text("partial_json");
      if (piece != null) {
        input.append(piece);
        return;
      }
      delta.fields((name, value) -> {
        if (!name.equals("type")) {
          merge(name, value.node());
        }
      });
    }

    private void merge(String name, JsonNode value) {
      if (value.isTextual()) {
        JsonNode sofar = block.path(name);
        String begun = sofar.isTextual() ? sofar.textValue() : "";
        texts.computeIfAbsent(name, first -> new StringBuilder(begun)).append(value.textValue());
      } else {
        texts.remove(name);
        block.set(name, value);
      }
      held += value.isTextual() ? value.textValue().length() : 64;
    }

    @Override
    public void end(Consumer<StreamEvent> out) {
      texts.forEach((name, text) -> block.put(name, text.toString()));
      if (!input.isEmpty()) {
        Json whole = Json.tolerant(input.toString());
        if (whole.isObject()) {
          block.set("input", whole.node());
        } else {
          block.put("input", input.toString());
        }
      }
      Json whole = held == 0 && input.isEmpty() && start.isObject() ? start : new Json(block);
      out.accept(
          new StreamEvent.OpaqueBlock(
              0, MessagesWire.DIALECT, whole.textOrEmpty("type"), whole.json()));
    }

    @Override
    public int held() {
      return held + input.length();
    }
  }

  /** A delta without a block still says what it says. */
  static void stray(Json delta, Consumer<StreamEvent> out) {
    if ("thinking_delta".equals(delta.text("type"))) {
      new Thinking(Json.NONE, out).delta(delta, out);
    } else {
      new Text().delta(delta, out);
    }
  }

  /** All events of a block that came whole. */
  static void whole(Json block, int call, Consumer<StreamEvent> out) {
    begin(block, call, out).end(out);
  }

  /** Whether a block is a call of a client's tool. */
  static boolean isCall(Json start) {
    return "tool_use".equals(start.text("type"));
  }
}
