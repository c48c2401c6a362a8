package dev.maestro.dialect.gemini;

import static dev.maestro.dialect.gemini.GeminiFields.at;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;

/** Reads tools and what is said about their use. The vendor's own tools have no neutral place. */
final class GeminiToolReader {
  private static final Set<String> OF_FUNCTION =
      Set.of("name", "description", "parameters", "parametersJsonSchema");

  private final ChatRequestBuilder request;

  GeminiToolReader(ChatRequestBuilder request) {
    this.request = request;
  }

  void read(Field tools) {
    for (Field tool : GeminiFields.elements(tools)) {
      for (Field function : GeminiFields.elements(at(tool.object(), "functionDeclarations"))) {
        request.tool(function(function.object()));
      }
      GeminiFields.others(tool, Set.of("functionDeclarations"), request::extra);
    }
  }

  private Tool function(Field function) {
    Field reduced = function.at("parameters");
    Field whole = at(function, "parametersJsonSchema");
    if (reduced.present() && whole.present()) {
      throw reduced.wrong("stands beside parametersJsonSchema.", "Send one of them.");
    }
    GeminiFields.others(function, OF_FUNCTION, request::extra);
    String schema = null;
    if (whole.present()) {
      schema = whole.object().value().json();
    } else if (reduced.present()) {
      schema = GeminiSchema.plain(reduced.object().value()).toString();
    }
    return new Tool(
        function.at("name").required().text(), function.at("description").text(), schema, null);
  }

  void choice(Field config) {
    if (!config.present()) {
      return;
    }
    GeminiFields.others(config.object(), Set.of("functionCallingConfig"), request::extra);
    Field calling = at(config, "functionCallingConfig");
    if (!calling.present()) {
      return;
    }
    Field mode = calling.object().at("mode");
    Field allowed = at(calling, "allowedFunctionNames");
    List<Field> names = allowed.elements();
    boolean isOne = "ANY".equals(mode.text()) && names.size() == 1;
    if (!names.isEmpty() && !isOne) {
      request.extra(allowed.path(), allowed.value().json());
    }
    GeminiFields.others(calling, Set.of("mode", "allowedFunctionNames"), request::extra);
    if (!mode.present()) {
      return;
    }
    switch (mode.text()) {
      case "MODE_UNSPECIFIED" -> {}
      case "AUTO" -> request.toolChoice(ToolChoice.of(ToolChoice.Mode.AUTO));
      case "NONE" -> request.toolChoice(ToolChoice.of(ToolChoice.Mode.NONE));
      case "ANY" ->
          request.toolChoice(
              isOne
                  ? ToolChoice.one(names.getFirst().required().text())
                  : ToolChoice.of(ToolChoice.Mode.REQUIRED));
      case "VALIDATED" -> {
        // AUTO with every call held to its schema, for which others want schemas of another kind.
        request.toolChoice(ToolChoice.of(ToolChoice.Mode.AUTO));
        request.extra(mode.path(), Json.quoted("VALIDATED"));
      }
      default -> throw mode.wrong("is not known.", "Use AUTO, ANY, NONE or VALIDATED.");
    }
  }
}
