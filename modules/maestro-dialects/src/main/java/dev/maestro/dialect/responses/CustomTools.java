package dev.maestro.dialect.responses;

import dev.maestro.dialect.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * Tools that take text and no JSON. To other vendors such a tool is a function with one text, whose
 * calls come back to the client as it knows them.
 *
 * @param names of the request's own
 */
record CustomTools(Set<String> names) {
  /** What such a function takes. */
  static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
          + "\"required\":[\"input\"],\"additionalProperties\":false}";

  /** The ones among a request's tools. */
  static CustomTools of(Json tools) {
    Set<String> names = new HashSet<>();
    for (Json tool : tools.list()) {
      if ("custom".equals(tool.text("type"))) {
        names.add(tool.textOrEmpty("name"));
      }
    }
    return new CustomTools(names);
  }

  /** The function's arguments for a text. */
  static String arguments(String input) {
    return Json.object().put("input", input).toString();
  }

  /** The text in a function's arguments; all of them where they are of another form. */
  static String input(String arguments) {
    String input = Json.tolerant(arguments).text("input");
    return input == null ? arguments : input;
  }
}
