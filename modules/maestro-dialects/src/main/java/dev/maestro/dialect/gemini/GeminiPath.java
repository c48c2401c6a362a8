package dev.maestro.dialect.gemini;

import dev.maestro.api.ProviderException;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a request's URL says.
 *
 * @param model as the client named it, without the folder that its SDK puts before it
 */
record GeminiPath(String model, RequestHead.Form form) {
  private static final String FOLDER = "models/";
  private static final String TUNED = "tunedModels/";

  static GeminiPath of(String path, Map<String, String> query) {
    int colon = path.lastIndexOf(':');
    int version = path.indexOf('/', 1);
    if (version < 0 || colon < version) {
      throw wrong("is missing.");
    }
    String model = decoded(path.substring(version + 1, colon));
    // One of the SDK's, and one more where the client wrote the full name behind a session of it.
    for (int times = 0; times < 2 && model.startsWith(FOLDER); times++) {
      model = model.substring(FOLDER.length());
    }
    if (model.isBlank()) {
      throw wrong("is missing.");
    }
    return new GeminiPath(model, form(path.substring(colon + 1), query));
  }

  /** A model's full name, as bodies have it. */
  static String resource(String model) {
    return model.startsWith(FOLDER) || model.startsWith(TUNED) ? model : FOLDER + model;
  }

  private static RequestHead.Form form(String method, Map<String, String> query) {
    if (!method.equals("streamGenerateContent")) {
      return RequestHead.Form.WHOLE;
    }
    String alt = query.getOrDefault("alt", query.getOrDefault("$alt", "json"));
    return switch (alt) {
      case "sse" -> RequestHead.Form.EVENTS;
      case "json", "" -> RequestHead.Form.LIST;
      default ->
          throw ProviderException.invalid(
              "alt", "is not known.", "Send alt=sse for events, or nothing for a JSON list.");
    };
  }

  /** Percent signs with two digits, of bytes in UTF-8. */
  private static String decoded(String text) {
    Buffer bytes = Buffer.buffer();
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < given.length; at++) {
      if (given[at] != '%') {
        bytes.appendByte(given[at]);
      } else if (at + 2 < given.length && digit(given[at + 1]) >= 0 && digit(given[at + 2]) >= 0) {
        bytes.appendByte((byte) (digit(given[at + 1]) * 16 + digit(given[at + 2])));
        at += 2;
      } else {
        throw wrong("is badly encoded.");
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte character) {
    return Character.digit((char) character, 16);
  }

  private static ProviderException wrong(String problem) {
    return ProviderException.invalid(
        "model", problem, "Name a model in the path, for example /v1beta/models/session/model.");
  }
}
