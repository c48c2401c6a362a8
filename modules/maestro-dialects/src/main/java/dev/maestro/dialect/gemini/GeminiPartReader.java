package dev.maestro.dialect.gemini;

import static dev.maestro.dialect.gemini.GeminiFields.at;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one part of a content. */
final class GeminiPartReader {
  private static final List<String> KINDS =
      List.of("text", "inlineData", "fileData", "functionCall", "functionResponse");

  private static final Set<String> OF_CALL = Set.of("id", "name", "args");
  private static final Set<String> OF_RESPONSE = Set.of("id", "name", "response", "parts");

  private final ChatRequestBuilder request;
  private final GeminiPairs pairs = new GeminiPairs();

  GeminiPartReader(ChatRequestBuilder request) {
    this.request = request;
  }

  Part part(Field part) {
    List<String> kinds = KINDS.stream().filter(kind -> at(part, kind).present()).toList();
    if (kinds.size() > 1) {
      throw part.wrong(
          "is several things at once: " + String.join(", ", kinds) + ".", "Send a part for each.");
    }
    String kind = kinds.isEmpty() ? "text" : kinds.getFirst();
    Set<String> known = Set.of(kind, "thought", "thoughtSignature");
    Map<String, String> others = new LinkedHashMap<>();
    GeminiFields.others(part, known, others::put);
    if (kinds.isEmpty() && !others.isEmpty()) {
      return new Part.Opaque(GeminiWire.DIALECT, part.value().json());
    }
    others.forEach(request::extra);
    Field value = at(part, kind);
    return switch (kind) {
      case "inlineData", "fileData" -> GeminiMediaReader.part(value.object());
      case "functionCall" -> call(value.object(), signature(part));
      case "functionResponse" -> response(value.object());
      default -> text(part, value.text());
    };
  }

  private static Part text(Field part, String given) {
    if (given == null && signature(part) == null) {
      throw part.wrong("is empty.", "Send text, inlineData, fileData or a function's part.");
    }
    String text = given == null ? "" : given;
    return Boolean.TRUE.equals(part.at("thought").flag())
        ? new Part.Reasoning(text, signature(part))
        : new Part.Text(text, signature(part));
  }

  private static Signature signature(Field part) {
    String value = at(part, "thoughtSignature").text();
    return value == null || value.isEmpty() ? null : new Signature(GeminiWire.DIALECT, value);
  }

  private Part call(Field call, Signature signature) {
    String name = call.at("name").required().text();
    Field args = call.at("args");
    String arguments = args.present() ? args.object().value().json() : "{}";
    GeminiFields.others(call, OF_CALL, request::extra);
    return new Part.ToolCall(
        pairs.called(call.at("id").text(), name, arguments), name, arguments, signature);
  }

  private Part response(Field response) {
    String name = response.at("name").required().text();
    Field said = response.at("response");
    List<Part> content = new ArrayList<>();
    boolean isError = false;
    if (said.present()) {
      isError = said.object().at("error").present();
      content.add(Part.Text.of(said(said.value(), isError ? "error" : "output")));
    }
    for (Field part : GeminiFields.elements(response.at("parts"))) {
      Field media = at(part.object(), "inlineData");
      content.add(
          GeminiMediaReader.part(
              (media.present() ? media : at(part, "fileData").required()).object()));
    }
    if (content.isEmpty()) {
      content.add(Part.Text.of(""));
    }
    GeminiFields.others(response, OF_RESPONSE, request::extra);
    return new Part.ToolResult(pairs.answered(response, name), name, content, isError);
  }

  /**
   * What a function said. Source: {@code FunctionResponse.response} of the vendor's reference: it
   * stands under {@code output} or {@code error}; without these the whole object is meant.
   */
  private static String said(Json response, String key) {
    Json value = response.node().size() == 1 ? response.at(key) : Json.NONE;
    return !value.present() ? response.json() : value.isText() ? value.text() : value.json();
  }
}
