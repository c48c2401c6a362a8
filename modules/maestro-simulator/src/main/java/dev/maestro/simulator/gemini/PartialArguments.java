package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Tokens;
import java.util.ArrayList;
import java.util.List;

/** A function call whose arguments come in pieces: one part for each. */
final class PartialArguments {
  private PartialArguments() {}

  static List<ObjectNode> parts(Piece.Call call) {
    List<ObjectNode> parts = new ArrayList<>();
    parts.add(call(Json.object().put("name", call.name()).put("willContinue", true)));
    add(parts, "$", call.arguments());
    parts.add(call(Json.object()));
    return parts;
  }

  private static void add(List<ObjectNode> parts, String path, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> add(parts, path + "." + field.getKey(), field.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        add(parts, path + "[" + i + "]", value.get(i));
      }
    } else if (value.isTextual()) {
      for (String token : Tokens.of(value.asText())) {
        parts.add(piece(leaf(path).put("stringValue", token).put("willContinue", true)));
      }
      parts.add(piece(leaf(path).put("stringValue", "")));
    } else if (value.isNumber()) {
      parts.add(piece(leaf(path).put("numberValue", value.decimalValue())));
    } else if (value.isBoolean()) {
      parts.add(piece(leaf(path).put("boolValue", value.asBoolean())));
    } else {
      parts.add(piece(leaf(path).put("nullValue", "NULL_VALUE")));
    }
  }

  private static ObjectNode leaf(String path) {
    return Json.object().put("jsonPath", path);
  }

  private static ObjectNode piece(ObjectNode argument) {
    ObjectNode call = Json.object();
    call.putArray("partialArgs").add(argument);
    return call(call.put("willContinue", true));
  }

  private static ObjectNode call(ObjectNode call) {
    ObjectNode part = Json.object();
    part.set("functionCall", call);
    return part;
  }
}
