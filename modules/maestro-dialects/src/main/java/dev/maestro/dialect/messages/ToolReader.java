package dev.maestro.dialect.messages;

import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads tools and the choice among them. Tools that the vendor itself defines are kept whole. */
record ToolReader(ChatRequestBuilder request, Extras extras) {
  private static final Set<String> TOOL =
      Set.of("type", "name", "description", "input_schema", "strict", "cache_control");
  private static final Set<String> CHOICE = Set.of("type", "name", "disable_parallel_tool_use");

  void read(Field tools, Field choice) {
    tools.elements().forEach(this::tool);
    if (choice.present()) {
      choice(choice.object());
    }
  }

  private void tool(Field tool) {
    String type = tool.object().at("type").text();
    if (type != null && !type.equals("custom")) {
      extras.keep(tool);
      return;
    }
    request.tool(
        new Tool(
            tool.at("name").required().text(),
            tool.at("description").text(),
            tool.at("input_schema").required().object().value().json(),
            tool.at("strict").flag(),
            CacheMarks.read(tool.at("cache_control"))));
    extras.others(tool, TOOL);
  }

  private void choice(Field choice) {
    request.toolChoice(
        switch (choice.at("type").required().text()) {
          case "auto" -> ToolChoice.of(ToolChoice.Mode.AUTO);
          case "any" -> ToolChoice.of(ToolChoice.Mode.REQUIRED);
          case "none" -> ToolChoice.of(ToolChoice.Mode.NONE);
          case "tool" -> ToolChoice.one(choice.at("name").required().text());
          default -> throw choice.at("type").wrong("is not known.", "Use auto, any, tool or none.");
        });
    Boolean single = choice.at("disable_parallel_tool_use").flag();
    if (single != null) {
      request.parallelToolCalls(!single);
    }
    extras.others(choice, CHOICE);
  }
}
