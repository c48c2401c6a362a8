package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds where texts stand in a body, without building it, so that they can be replaced and every
 * other byte stays.
 */
public final class TextScan {
  /** A JSON string's place: byte offset of its first quote, and the one after its last. */
  public record Span(int from, int to) {}

  private final JsonParser parser;
  private final Set<String> fields;
  private final List<Span> found = new ArrayList<>();

  private TextScan(JsonParser parser, Set<String> fields) {
    this.parser = parser;
    this.fields = fields;
  }

  /**
   * The places of the fields that hold text, in order.
   *
   * @param fields paths of names: {@code request.model}
   * @throws ProviderException of kind INVALID_REQUEST where the body is not one JSON object in
   *     UTF-8
   */
  public static List<Span> of(Buffer body, Set<String> fields) {
    try (JsonParser parser = Json.parser(body)) {
      TextScan scan = new TextScan(parser, fields);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProviderException.invalid("body", "is not a JSON object.", "Send a JSON object.");
      }
      if (parser.currentTokenLocation().getByteOffset() < 0) {
        throw ProviderException.invalid("body", "is not UTF-8.", "Send the body in UTF-8.");
      }
      scan.object("");
      if (parser.nextToken() != null) {
        throw ProviderException.invalid(
            "body", "goes on after the object's end.", "Send one JSON object.");
      }
      return List.copyOf(scan.found);
    } catch (JsonProcessingException bad) {
      throw ProviderException.invalid(
          "body", "is not JSON: " + Json.position(bad), "Send a JSON object in UTF-8.");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The body with this text at each of these places. */
  public static Buffer replace(Buffer body, List<Span> places, String text) {
    String quoted = Json.quoted(text);
    Buffer out = Buffer.buffer(body.length() + places.size() * quoted.length());
    int from = 0;
    for (Span place : places) {
      out.appendBuffer(body, from, place.from() - from).appendString(quoted);
      from = place.to();
    }
    return out.appendBuffer(body, from, body.length() - from);
  }

  private void object(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && fields.contains(path)) {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        found.add(new Span(from, Math.toIntExact(parser.currentLocation().getByteOffset())));
      } else if (value == JsonToken.START_OBJECT && leads(path + ".")) {
        object(path + ".");
      } else {
        parser.skipChildren();
      }
    }
  }

  private boolean leads(String path) {
    return fields.stream().anyMatch(field -> field.startsWith(path));
  }
}
