package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds some of an object's own fields and skips the others, however large they are. */
public final class FieldScan {
  private FieldScan() {}

  /**
   * Where a value stands.
   *
   * @param from byte offset of its first byte
   * @param to byte offset after its last byte
   */
  public record Place(int from, int to) {}

  /** What is done with a value; it has read all of it afterwards. */
  private interface Visitor {
    void visit(String field, JsonParser parser) throws IOException;
  }

  /**
   * Builds these fields.
   *
   * @throws ProviderException of kind INVALID_REQUEST where the body is no JSON object
   */
  public static ObjectNode fields(Buffer body, Set<String> names) {
    ObjectNode found = Json.object();
    scan(body, names, (field, parser) -> found.set(field, TreeReader.value(parser)));
    return found;
  }

  /**
   * Where the values of these fields stand; of one given twice the last.
   *
   * @throws ProviderException of kind INVALID_REQUEST where the body is no JSON object
   */
  public static Map<String, Place> places(Buffer body, Set<String> names) {
    Map<String, Place> found = new HashMap<>();
    scan(
        body,
        names,
        (field, parser) -> {
          int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
          parser.skipChildren();
          parser.finishToken();
          int to = Math.toIntExact(parser.currentLocation().getByteOffset());
          found.put(field, new Place(from, to));
        });
    return found;
  }

  private static void scan(Buffer body, Set<String> names, Visitor visitor) {
    try (JsonParser parser = Json.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProviderException.invalid("body", "is not a JSON object.", "Send a JSON object.");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        if (names.contains(field)) {
          visitor.visit(field, parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException bad) {
      throw ProviderException.invalid(
          "body", "is not JSON: " + Json.position(bad), "Send a JSON object in UTF-8.");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
