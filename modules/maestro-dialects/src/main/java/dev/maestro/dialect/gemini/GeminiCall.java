package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.util.function.Consumer;

/**
 * One call of a client's tool. Its arguments come whole, or as pieces in any order of fields, which
 * are JSON only when all are there; so they are handed on at the end.
 */
final class GeminiCall {
  private final int choice;
  private final int index;
  private final GeminiArguments pieces = new GeminiArguments();
  private Json whole = Json.NONE;

  GeminiCall(int choice, int index) {
    this.choice = choice;
    this.index = index;
  }

  void take(Json function) {
    if (function.at("args").isObject()) {
      whole = function.at("args");
    }
    function.list("partialArgs").forEach(pieces::add);
  }

  void end(Consumer<StreamEvent> out) {
    Json arguments = pieces.isEmpty() ? whole : joined();
    if (arguments.isObject() && !arguments.node().isEmpty()) {
      out.accept(new StreamEvent.ToolCallDelta(choice, index, arguments.json()));
    }
    out.accept(new StreamEvent.ToolCallEnded(choice, index));
  }

  private Json joined() {
    ObjectNode arguments = whole.isObject() ? whole.node().deepCopy() : Json.object();
    pieces.into(arguments);
    return Json.of(arguments);
  }
}
