package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.RequestHead.Form;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Scans a request's bytes for what the gateway must know, without building anything. One per
 * request.
 */
public final class HeadScan {
  private static final String ASK = "{\"include_usage\":true}";

  private final JsonParser parser;
  private String model;
  private int modelFrom = -1;
  private int modelTo = -1;
  private boolean stream;
  private boolean includeUsage;
  private RequestHead.Edit edit;

  private HeadScan(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Scans a body that names no model.
   *
   * @throws ProviderException of kind INVALID_REQUEST where it is not one JSON object
   */
  public static void object(Buffer body) {
    try (JsonParser parser = Json.parser(body)) {
      HeadScan scan = new HeadScan(parser);
      scan.begin();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        parser.nextToken();
        parser.skipChildren();
      }
      scan.finish();
    } catch (JsonProcessingException bad) {
      throw notJson(bad);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Scans a body; throws {@link ProviderException} of kind INVALID_REQUEST for a bad one. */
  public static RequestHead of(Buffer body) {
    try (JsonParser parser = Json.parser(body)) {
      return new HeadScan(parser).scan();
    } catch (JsonProcessingException bad) {
      throw notJson(bad);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static ProviderException notJson(JsonProcessingException bad) {
    return ProviderException.invalid(
        "body", "is not JSON: " + Json.position(bad), "Send a JSON object in UTF-8.");
  }

  private void begin() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw ProviderException.invalid("body", "is not a JSON object.", "Send a JSON object.");
    }
  }

  private void finish() throws IOException {
    if (parser.nextToken() != null) {
      throw ProviderException.invalid(
          "body", "goes on after the object's end.", "Send one JSON object.");
    }
  }

  private RequestHead scan() throws IOException {
    begin();
    int inside = Math.toIntExact(parser.currentLocation().getByteOffset());
    edit = new RequestHead.Edit(inside, inside, "\"stream_options\":" + ASK + ",");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "model" -> model();
        case "stream" -> stream = flag("stream");
        case "stream_options" -> options();
        default -> parser.skipChildren();
      }
    }
    finish();
    if (model == null || model.isBlank()) {
      throw ProviderException.invalid(
          "model", "is missing.", "Name a model, for example provider/model.");
    }
    if (modelFrom < 0) {
      throw ProviderException.invalid("body", "is not UTF-8.", "Send the body in UTF-8.");
    }
    return new RequestHead(
        model,
        stream ? Form.EVENTS : Form.WHOLE,
        includeUsage,
        modelFrom,
        modelTo,
        includeUsage ? null : edit);
  }

  private void model() throws IOException {
    if (modelFrom >= 0) {
      throw ProviderException.invalid("model", "stands there twice.", "Name one model.");
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw ProviderException.invalid("model", "is not text.", "Name a model as a JSON string.");
    }
    modelFrom = start();
    model = parser.getText();
    modelTo = end();
  }

  private void options() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      edit = new RequestHead.Edit(start(), end(), ASK);
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw ProviderException.invalid(
          "stream_options", "is not an object.", "Send {\"include_usage\": true} or leave it out.");
    }
    int inside = end();
    RequestHead.Edit replace = null;
    boolean empty = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      empty = false;
      boolean usage = parser.currentName().equals("include_usage");
      parser.nextToken();
      if (usage) {
        int from = start();
        includeUsage = flag("stream_options.include_usage");
        replace = new RequestHead.Edit(from, end(), "true");
      } else {
        parser.skipChildren();
      }
    }
    String text = "\"include_usage\":true" + (empty ? "" : ",");
    edit = replace != null ? replace : new RequestHead.Edit(inside, inside, text);
  }

  private boolean flag(String field) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default ->
          throw ProviderException.invalid(
              field, "is neither true nor false.", "Send true or false.");
    };
  }

  private int start() {
    return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }

  private int end() throws IOException {
    parser.finishToken();
    return Math.toIntExact(parser.currentLocation().getByteOffset());
  }
}
