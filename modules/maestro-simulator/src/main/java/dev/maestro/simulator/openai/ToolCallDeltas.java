package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Tokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Tool calls cut into the fragments of a stream. */
final class ToolCallDeltas {
  private ToolCallDeltas() {}

  static Iterator<ObjectNode> of(List<Piece.Call> calls, Answer answer, boolean interleaved) {
    List<List<ObjectNode>> perCall = new ArrayList<>();
    for (int index = 0; index < calls.size(); index++) {
      String arguments = calls.get(index).arguments().toString();
      answer.meter().call(arguments);
      perCall.add(fragments(index, calls.get(index), arguments));
    }
    List<ObjectNode> all = new ArrayList<>();
    if (!interleaved) {
      perCall.forEach(all::addAll);
      return all.iterator();
    }
    for (int at = 0; perCall.stream().anyMatch(list -> !list.isEmpty()); at++) {
      List<ObjectNode> fragments = perCall.get(at % perCall.size());
      if (!fragments.isEmpty()) {
        all.add(fragments.removeFirst());
      }
    }
    return all.iterator();
  }

  private static List<ObjectNode> fragments(int index, Piece.Call call, String arguments) {
    List<ObjectNode> fragments = new ArrayList<>();
    ObjectNode first = ChatObject.call(call, "");
    fragments.add(delta(Json.object().put("index", index).setAll(first)));
    for (String token : Tokens.of(arguments)) {
      ObjectNode next = Json.object().put("index", index);
      next.putObject("function").put("arguments", token);
      fragments.add(delta(next));
    }
    return fragments;
  }

  private static ObjectNode delta(JsonNode call) {
    ObjectNode delta = Json.object();
    delta.putArray("tool_calls").add(call);
    return delta;
  }
}
