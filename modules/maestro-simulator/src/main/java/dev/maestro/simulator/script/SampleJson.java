package dev.maestro.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes a value that fits a JSON schema, the same one each time. */
public final class SampleJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;

  private SampleJson() {}

  /** An object with every required property, or with all of them where none is required. */
  public static ObjectNode object(JsonNode schema) {
    return object(schema, 0);
  }

  private static ObjectNode object(JsonNode schema, int depth) {
    ObjectNode value = NODES.objectNode();
    JsonNode properties = schema.path("properties");
    List<String> names = new ArrayList<>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    if (names.isEmpty()) {
      properties.fieldNames().forEachRemaining(names::add);
    }
    for (String name : names) {
      value.set(name, value(name, properties.path(name), depth + 1));
    }
    return value;
  }

  private static JsonNode value(String name, JsonNode schema, int depth) {
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    if (!schema.path("anyOf").isEmpty()) {
      return value(name, schema.path("anyOf").get(0), depth);
    }
    if (depth > DEEPEST) {
      return NODES.nullNode();
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> NODES.arrayNode().add(value(name, schema.path("items"), depth + 1));
      case "integer" -> NODES.numberNode(schema.path("minimum").asInt(7));
      case "number" -> NODES.numberNode(schema.path("minimum").asDouble(12.5));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      default -> NODES.textNode("Sample " + name + ": Zürich \"1\"");
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.path(0).asText() : type.asText();
    return name.isEmpty() && schema.has("properties") ? "object" : name.toLowerCase(Locale.ROOT);
  }
}
