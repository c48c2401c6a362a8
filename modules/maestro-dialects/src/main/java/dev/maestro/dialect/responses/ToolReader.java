package dev.maestro.dialect.responses;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads a request's tools, and which of them are wanted. What only one vendor hosts is kept. */
record ToolReader(ChatRequestBuilder request, Leftovers leftovers) {
  private static final Set<String> FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict");

  void read(Field body) {
    body.at("tools").elements().forEach(this::tool);
    choice(body.at("tool_choice"));
  }

  private void tool(Field tool) {
    switch (tool.object().at("type").required().text()) {
      case "function" -> function(tool);
      case "custom" -> custom(tool);
      default -> leftovers.keep(tool);
    }
  }

  private void function(Field tool) {
    Field parameters = tool.at("parameters");
    request.tool(
        new Tool(
            tool.at("name").required().text(),
            tool.at("description").text(),
            parameters.present() ? parameters.object().value().json() : null,
            tool.at("strict").flag()));
    leftovers.of(tool, FUNCTION);
  }

  private void custom(Field tool) {
    String name = tool.at("name").required().text();
    request.tool(new Tool(name, tool.at("description").text(), CustomTools.SCHEMA, null));
    if (!"text".equals(tool.at("format").value().text("type"))) {
      leftovers.keep(tool.at("format"));
    }
    leftovers.of(tool, Set.of("type", "name", "description", "format"));
  }

  private void choice(Field choice) {
    if (!choice.present()) {
      return;
    }
    if (!choice.value().isObject()) {
      request.toolChoice(ToolChoice.of(mode(choice)));
      return;
    }
    switch (choice.at("type").required().text()) {
      case "function", "custom" ->
          request.toolChoice(ToolChoice.one(choice.at("name").required().text()));
      case "allowed_tools" -> allowed(choice);
      default -> leftovers.keep(choice);
    }
  }

  /** A choice among some of the tools; where it is one function, every vendor can say it. */
  private void allowed(Field choice) {
    ToolChoice.Mode mode =
        choice.at("mode").present() ? mode(choice.at("mode")) : ToolChoice.Mode.AUTO;
    var tools = choice.at("tools").elements();
    if (mode == ToolChoice.Mode.REQUIRED
        && tools.size() == 1
        && tools.getFirst().object().at("name").present()) {
      request.toolChoice(ToolChoice.one(tools.getFirst().at("name").text()));
      return;
    }
    request.toolChoice(ToolChoice.of(mode));
    leftovers.keep(choice.at("tools"));
  }

  private static ToolChoice.Mode mode(Field choice) {
    return switch (choice.text()) {
      case "auto" -> ToolChoice.Mode.AUTO;
      case "none" -> ToolChoice.Mode.NONE;
      case "required" -> ToolChoice.Mode.REQUIRED;
      default -> throw choice.wrong("is not known.", "Use auto, none, required or a function.");
    };
  }
}
