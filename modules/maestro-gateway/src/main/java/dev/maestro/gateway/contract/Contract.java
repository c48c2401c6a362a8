package dev.maestro.gateway.contract;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** {@code /openapi.yaml}: what is published is what requests are validated against. */
public final class Contract {
  private static final String RESOURCE = "/META-INF/maestro/openapi.yaml";
  private static final String SCHEMAS = "#/components/schemas/";

  private final Buffer text;
  private final JsonObject document;

  private Contract(Buffer text, JsonObject document) {
    this.text = text;
    this.document = document;
  }

  /** Reads it from the module. */
  public static Contract load() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      byte[] bytes = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      @SuppressWarnings("unchecked")
      Map<String, Object> document = new YAMLMapper().readValue(bytes, Map.class);
      return new Contract(Buffer.buffer(bytes), new JsonObject(document));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As it is published. */
  public Buffer text() {
    return text;
  }

  /** A check of bodies against one of its schemas. */
  public BodyCheck body(String schema) {
    return new BodyCheck(schema(schema));
  }

  JsonObject document() {
    return document;
  }

  private JsonObject schema(String name) {
    JsonObject schema =
        document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    return (JsonObject) whole(Objects.requireNonNull(schema, name));
  }

  /** The same with every reference replaced by what it refers to. */
  private Object whole(Object part) {
    return switch (part) {
      case JsonObject object when object.containsKey("$ref") ->
          schema(object.getString("$ref").substring(SCHEMAS.length()));
      case JsonObject object -> {
        JsonObject copy = new JsonObject();
        object.forEach(entry -> copy.put(entry.getKey(), whole(entry.getValue())));
        yield copy;
      }
      case JsonArray array -> {
        JsonArray copy = new JsonArray();
        array.forEach(item -> copy.add(whole(item)));
        yield copy;
      }
      case null -> null;
      default -> part;
    };
  }
}
