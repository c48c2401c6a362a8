package dev.maestro.dialect.gemini;

import static dev.maestro.dialect.gemini.GeminiFields.at;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads a client's request to neutral form; also one to be counted, which may wrap another. */
final class GeminiRequestReader {
  /** Fields read here, or from the path. All others are kept as they are. */
  private static final Set<String> KNOWN =
      Set.of("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

  private final Field body;
  private final ChatRequestBuilder request;

  GeminiRequestReader(Field body, String model) {
    Field wrapped = at(body, "generateContentRequest");
    this.body = wrapped.present() ? wrapped.object() : body;
    this.request = ChatRequest.to(model).origin(GeminiWire.DIALECT);
  }

  ChatRequest read() {
    system(at(body, "systemInstruction"));
    new GeminiTurnReader(request).read(at(body, "contents"));
    GeminiToolReader tools = new GeminiToolReader(request);
    tools.read(at(body, "tools"));
    tools.choice(at(body, "toolConfig"));
    new GeminiSettingsReader(request).read(at(body, "generationConfig"));
    GeminiFields.others(body, KNOWN, request::extra);
    return request.build();
  }

  private void system(Field system) {
    if (!system.present()) {
      return;
    }
    if (system.value().isText()) {
      request.system(system.text());
      return;
    }
    for (Field part : GeminiFields.elements(system.object().at("parts").required())) {
      Field text = part.object().at("text");
      if (!text.present()) {
        throw part.wrong("is more than text.", "Instructions are text alone.");
      }
      request.system(text.text());
    }
  }
}
