package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.ToLongFunction;

/**
 * Builds a tree whose lists, objects and decimals remember how they were written. The parser bounds
 * the depth.
 */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final ExactText source;
  private final ToLongFunction<JsonLocation> offset;

  private TreeReader(JsonParser parser, ExactText source, ToLongFunction<JsonLocation> offset) {
    this.parser = parser;
    this.source = source;
    this.offset = offset;
  }

  static JsonNode read(JsonFactory factory, String text) throws IOException {
    try (JsonParser parser = factory.createParser(text)) {
      return new TreeReader(parser, text::substring, JsonLocation::getCharOffset).read();
    }
  }

  /** Of bytes in another charset than UTF-8 the parser tells no offset; they are not remembered. */
  static JsonNode read(Buffer bytes) throws IOException {
    try (JsonParser parser = Json.parser(bytes)) {
      return new TreeReader(parser, bytes::getString, JsonLocation::getByteOffset).read();
    }
  }

  /** The value that a parser stands on, without its text: that would keep the whole body. */
  static JsonNode value(JsonParser parser) throws IOException {
    return new TreeReader(parser, (from, to) -> "", location -> -1).value();
  }

  /** The one value of the text; a missing one where there is no text. */
  private JsonNode read() throws IOException {
    if (parser.nextToken() == null) {
      return MissingNode.getInstance();
    }
    JsonNode root = value();
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "goes on after its end");
    }
    return root;
  }

  private JsonNode value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> new ExactDecimal(parser.getDoubleValue(), parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode object() throws IOException {
    int from = offset(parser.currentTokenLocation());
    ObjectNode object = from < 0 ? NODES.objectNode() : new ExactObject(source, from);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value());
    }
    if (object instanceof ExactObject exact) {
      exact.endsAt(offset(parser.currentLocation()));
    }
    return object;
  }

  private JsonNode list() throws IOException {
    int from = offset(parser.currentTokenLocation());
    ArrayNode list = from < 0 ? NODES.arrayNode() : new ExactList(source, from);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value());
    }
    if (list instanceof ExactList exact) {
      exact.endsAt(offset(parser.currentLocation()));
    }
    return list;
  }

  private int offset(JsonLocation location) {
    return Math.toIntExact(offset.applyAsLong(location));
  }
}
