package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.messages.OpenBlock.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts neutral events into blocks that never overlap, each begun, filled and ended before the next.
 * Calls may come interleaved: one is said as it grows, and the others wait until it is whole.
 */
final class Blocks {
  /** What may have to wait in one answer, in characters. */
  private static final int MAX_HELD = 32 << 20;

  private final BlockSink sink;
  private final Deque<OpenBlock> open = new ArrayDeque<>();
  private final Map<Integer, OpenBlock> calls = new HashMap<>();
  private long held;

  Blocks(BlockSink sink) {
    this.sink = sink;
  }

  /**
   * Takes an event. The format has one answer, so other choices are not said.
   *
   * @throws ProviderException of kind MALFORMED where pieces of calls do not fit together
   */
  void add(StreamEvent event) {
    switch (event) {
      case StreamEvent.TextDelta(int choice, String text) when choice == 0 -> text(Kind.TEXT, text);
      case StreamEvent.RefusalDelta(int choice, String text) when choice == 0 ->
          text(Kind.REFUSAL, text);
      case StreamEvent.ReasoningDelta(int choice, String text) when choice == 0 -> thought(text);
      case StreamEvent.Signed signed when signed.choice() == 0 -> signed(signed);
      case StreamEvent.PartEnded(int choice, PartKind kind) when choice == 0 -> ended(kind);
      case StreamEvent.ToolCallStarted call when call.choice() == 0 -> call(call);
      case StreamEvent.ToolCallDelta delta when delta.choice() == 0 ->
          arguments(delta.index(), delta.arguments());
      case StreamEvent.ToolCallEnded(int choice, int index) when choice == 0 -> {
        known(index).over();
        settle();
      }
      case StreamEvent.OpaqueBlock block
          when block.choice() == 0 && block.origin().equals(MessagesWire.DIALECT) ->
          own(block);
      default -> {} // this format says nothing of it
    }
  }

  /** The answer is over. */
  void end() {
    open.forEach(OpenBlock::over);
    settle();
  }

  private void text(Kind kind, String text) {
    if (!text.isEmpty()) {
      ObjectNode delta = Json.object().put("type", "text_delta").put("text", text);
      fill(last(kind), delta, text.length());
    }
  }

  private void thought(String text) {
    if (!text.isEmpty()) {
      ObjectNode delta = Json.object().put("type", "thinking_delta").put("thinking", text);
      fill(last(Kind.THINKING), delta, text.length());
    }
  }

  /** A signature without thoughts is a block too: they were withheld. */
  private void signed(StreamEvent.Signed signed) {
    if (signed.kind() == PartKind.REASONING
        && signed.signature().origin().equals(MessagesWire.DIALECT)) {
      OpenBlock last = open.peekLast();
      String value = signed.signature().value();
      if (last == null || !last.sign(value)) {
        begin(Kind.THINKING).sign(value);
      }
    }
  }

  private void ended(PartKind part) {
    Kind kind = open.isEmpty() ? null : open.peekLast().kind();
    if (part == PartKind.REASONING && kind == Kind.THINKING) {
      open.peekLast().whole();
    } else if (part == PartKind.TEXT && (kind == Kind.TEXT || kind == Kind.REFUSAL)) {
      open.peekLast().over();
      settle();
    }
  }

  private void call(StreamEvent.ToolCallStarted call) {
    ObjectNode start = Json.object().put("type", "tool_use");
    start.put("id", call.id()).put("name", call.name()).putObject("input");
    OpenBlock block = begin(new OpenBlock(Kind.CALL, start));
    calls.put(call.index(), block);
    fill(block, piece(""), 0);
  }

  private void arguments(int index, String text) {
    OpenBlock block = known(index);
    if (!text.isEmpty()) {
      if (block.isOver()) {
        throw misfit("The vendor went on with a call that was complete.");
      }
      fill(block, piece(text), text.length());
    }
  }

  private OpenBlock known(int index) {
    OpenBlock block = calls.get(index);
    if (block == null) {
      throw misfit("The vendor went on with a call that it had not begun.");
    }
    return block;
  }

  private static ObjectNode piece(String text) {
    return Json.object().put("type", "input_json_delta").put("partial_json", text);
  }

  /** A block of the vendor's own as it was, or a delta of the block that is open. */
  private void own(StreamEvent.OpaqueBlock opaque) {
    Json json = Json.tolerant(opaque.json());
    if (!json.isObject()) {
      return;
    }
    ObjectNode own = (ObjectNode) json.node();
    if (opaque.type().endsWith("_delta")) {
      fill(last(Kind.TEXT), own, opaque.json().length());
      return;
    }
    String input = "";
    if (opaque.type().endsWith("tool_use") && json.at("input").isObject()) {
      input = json.at("input").node().isEmpty() ? "" : json.at("input").json();
      own.putObject("input");
    }
    OpenBlock block = begin(new OpenBlock(Kind.OTHER, own));
    if (!input.isEmpty()) {
      fill(block, piece(input), input.length());
    }
    block.over();
    settle();
  }

  /** The last block where it is of this kind and goes on, or a new one. */
  private OpenBlock last(Kind kind) {
    OpenBlock last = open.peekLast();
    return last != null && last.takes(kind) ? last : begin(kind);
  }

  private OpenBlock begin(Kind kind) {
    return begin(
        new OpenBlock(
            kind,
            kind == Kind.THINKING
                ? Json.object().put("type", "thinking").put("thinking", "").put("signature", "")
                : Json.object().put("type", "text").put("text", "")));
  }

  /** Only a call may go on while others begin. */
  private OpenBlock begin(OpenBlock block) {
    if (!open.isEmpty() && open.peekLast().kind() != Kind.CALL) {
      open.peekLast().over();
    }
    open.addLast(block);
    settle();
    return block;
  }

  private void fill(OpenBlock block, ObjectNode delta, int length) {
    if (block.add(delta)) {
      held += length;
      if (held > MAX_HELD) {
        throw misfit("The vendor said too much before a call was complete.");
      }
    }
  }

  private void settle() {
    while (!open.isEmpty()) {
      OpenBlock first = open.peekFirst();
      first.begin(sink);
      if (!first.isOver()) {
        return;
      }
      first.end();
      open.removeFirst();
    }
  }

  private static ProviderException misfit(String message) {
    return ProviderException.of(ErrorKind.MALFORMED, message);
  }
}
