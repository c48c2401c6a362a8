package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.maestro.dialect.Json;
import java.util.Locale;

/**
 * The vendor's subset of OpenAPI as JSON Schema: upper-case types, {@code nullable}, numbers as
 * text, and an order of properties apart from them. Source: ai.google.dev/api/caching, Schema.
 */
final class GeminiSchema {
  private GeminiSchema() {}

  static ObjectNode plain(Json schema) {
    ObjectNode plain = Json.object();
    schema.fields((field, value) -> field(plain, schema, GeminiFields.camel(field), value));
    if (schema.isTrue("nullable")) {
      nullable(plain);
    }
    return plain;
  }

  private static void field(ObjectNode plain, Json schema, String field, Json value) {
    switch (field) {
      case "type" -> type(plain, value);
      case "nullable", "propertyOrdering" -> {} // said in another way
      case "properties" -> plain.set("properties", properties(schema, value));
      case "defs", "$defs" -> plain.set("$defs", schemas(value));
      case "ref" -> plain.set("$ref", value.node());
      case "items", "additionalProperties", "not" -> plain.set(field, schema(value));
      case "anyOf", "oneOf", "allOf", "prefixItems" -> {
        ArrayNode list = plain.putArray(field);
        value.list().forEach(one -> list.add(schema(one)));
      }
      case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" ->
          plain.set(field, number(value));
      case "example" -> plain.putArray("examples").add(value.node());
      case "format" -> {
        if (!"enum".equals(value.text())) {
          plain.set("format", value.node());
        }
      }
      default -> plain.set(field, value.node());
    }
  }

  private static void type(ObjectNode plain, Json type) {
    if (type.isList()) {
      ArrayNode types = plain.putArray("type");
      type.list().forEach(one -> types.add(lower(one)));
    } else if (!"TYPE_UNSPECIFIED".equals(type.text())) {
      plain.set("type", lower(type));
    }
  }

  private static JsonNode lower(Json word) {
    return word.isText() ? TextNode.valueOf(word.text().toLowerCase(Locale.ROOT)) : word.node();
  }

  private static JsonNode schema(Json value) {
    return value.isObject() ? plain(value) : value.node();
  }

  private static ObjectNode schemas(Json named) {
    ObjectNode all = Json.object();
    named.fields((name, schema) -> all.set(name, schema(schema)));
    return all;
  }

  private static ObjectNode properties(Json schema, Json properties) {
    ObjectNode unordered = schemas(properties);
    ObjectNode ordered = Json.object();
    Json order =
        schema.at("propertyOrdering").present()
            ? schema.at("propertyOrdering")
            : schema.at("property_ordering");
    for (Json name : order.list()) {
      if (name.isText() && unordered.has(name.text())) {
        ordered.set(name.text(), unordered.get(name.text()));
      }
    }
    unordered
        .properties()
        .forEach(property -> ordered.putIfAbsent(property.getKey(), property.getValue()));
    return ordered;
  }

  /** Whole numbers of 64 bits are text in the vendor's JSON. */
  private static JsonNode number(Json value) {
    boolean isNumber = value.isText() && value.text().matches("\\d{1,18}");
    return isNumber ? Json.object().numberNode(Long.parseLong(value.text())) : value.node();
  }

  private static void nullable(ObjectNode plain) {
    if (plain.path("type").isTextual()) {
      JsonNode type = plain.get("type");
      plain.putArray("type").add(type).add("null");
    } else if (plain.path("anyOf") instanceof ArrayNode any) {
      any.addObject().put("type", "null");
    }
    if (plain.path("enum") instanceof ArrayNode words) {
      words.addNull();
    }
  }
}
