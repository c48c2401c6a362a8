package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ResponseFormat;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A JSON value read with tolerance: a field that is absent, null or of another type is null, 0 or
 * empty, never an exception. What was parsed is written again exactly as it came, numbers and
 * escapes included, by {@link #json()} and as a part of what {@link #bytes} writes; where a node
 * was changed since, the rest of it is.
 *
 * @param node never null; a missing node where there is nothing
 */
public record Json(JsonNode node) {
  /** Room for an image of 48 MiB in one string. */
  private static final int MAX_STRING = 64 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
                  .build())
          .build();

  /** Nothing. */
  public static final Json NONE = new Json(MissingNode.getInstance());

  /** Parses text; fails with {@link ErrorKind#MALFORMED}, naming the position and not the text. */
  public static Json parse(String text) {
    try {
      return read(text);
    } catch (JsonProcessingException bad) {
      throw malformed(bad);
    }
  }

  /** Parses UTF-8 bytes; fails with {@link ErrorKind#MALFORMED}. */
  public static Json parse(Buffer bytes) {
    try {
      return of(TreeReader.read(bytes));
    } catch (JsonProcessingException bad) {
      throw malformed(bad);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Parses text, or is {@link #NONE} where it is no JSON. */
  public static Json tolerant(String text) {
    try {
      return read(text);
    } catch (JsonProcessingException bad) {
      return NONE;
    }
  }

  private static Json read(String text) throws JsonProcessingException {
    try {
      return of(TreeReader.read(MAPPER.getFactory(), text));
    } catch (JsonProcessingException bad) {
      throw bad;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The value of a node that may be null. */
  public static Json of(JsonNode node) {
    return node == null ? NONE : new Json(node);
  }

  /** A new empty object to be written. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A new empty list to be written. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** UTF-8 bytes of a value. */
  public static Buffer bytes(JsonNode value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A schema that carries the name of its form as its title, unless it has one. */
  public static ObjectNode titled(ObjectNode schema, ResponseFormat format) {
    return format.name() == null || schema.has("title")
        ? schema
        : schema.put("title", format.name());
  }

  /** Text as a JSON string, quotes included. */
  public static String quoted(String text) {
    return MAPPER.getNodeFactory().textNode(text).toString();
  }

  /** A parser of UTF-8 bytes, for scanning without building or copying; offsets are in bytes. */
  public static JsonParser parser(Buffer bytes) throws IOException {
    return MAPPER.getFactory().createParser(new BufferInput(bytes));
  }

  /** A field of an object. */
  public Json at(String name) {
    return of(node.get(name));
  }

  /** An element of a list. */
  public Json at(int index) {
    return of(node.get(index));
  }

  /** Whether there is a value, and not null. */
  public boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Whether this is an object. */
  public boolean isObject() {
    return node.isObject();
  }

  /** Whether this is a list. */
  public boolean isList() {
    return node.isArray();
  }

  /** Whether this is text. */
  public boolean isText() {
    return node.isTextual();
  }

  /** This value's text, or null where it is no text. */
  public String text() {
    return node.textValue();
  }

  /** A field's text, or null. */
  public String text(String name) {
    return at(name).text();
  }

  /** A field's text, or empty. */
  public String textOrEmpty(String name) {
    String text = text(name);
    return text == null ? "" : text;
  }

  /** A field's number as a whole one, or 0. */
  public long number(String name) {
    return at(name).node.asLong(0);
  }

  /** A field's small number, or another one where it is absent. */
  public int number(String name, int otherwise) {
    JsonNode value = at(name).node;
    return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : otherwise;
  }

  /** Whether a field is true. */
  public boolean isTrue(String name) {
    return at(name).node.booleanValue();
  }

  /** A field's elements; empty where it is no list. */
  public List<Json> list(String name) {
    return at(name).list();
  }

  /** This list's elements; empty where this is no list. */
  public List<Json> list() {
    if (!node.isArray()) {
      return List.of();
    }
    List<Json> elements = new ArrayList<>(node.size());
    node.forEach(element -> elements.add(of(element)));
    return elements;
  }

  /** Calls with each field of this object. */
  public void fields(BiConsumer<String, Json> each) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      each.accept(field.getKey(), of(field.getValue()));
    }
  }

  /** This value as JSON text. */
  public String json() {
    try {
      return node.isMissingNode() ? "null" : MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The value as JSON text. */
  @Override
  public String toString() {
    return json();
  }

  private static ProviderException malformed(JsonProcessingException bad) {
    return ProviderException.of(ErrorKind.MALFORMED, "This is not JSON: " + position(bad));
  }

  /** Where it went wrong, in words that hold none of the text. */
  static String position(JsonProcessingException bad) {
    JsonLocation location = bad.getLocation();
    return location == null
        ? "it cannot be read."
        : "it breaks at line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
  }
}
