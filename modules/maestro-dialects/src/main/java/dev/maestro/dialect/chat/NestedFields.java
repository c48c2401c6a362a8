package dev.maestro.dialect.chat;

import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.Map;
import java.util.Set;

/** Keeps the fields inside a request's objects that no reader reads. */
final class NestedFields {
  private static final Map<String, Set<String>> PARTS =
      Map.of(
          "text", Set.of("type", "text", "cache_control"),
          "refusal", Set.of("type", "refusal"),
          "image_url", Set.of("type", "image_url", "cache_control"),
          "input_audio", Set.of("type", "input_audio", "cache_control"),
          "file", Set.of("type", "file", "cache_control"));

  /** Of the object that a part has under its own type's name. */
  private static final Map<String, Set<String>> IN_PARTS =
      Map.of(
          "image_url", Set.of("url", "detail"),
          "input_audio", Set.of("data", "format"),
          "file", Set.of("filename", "file_data", "file_id"));

  private static final Set<String> TOOL = Set.of("type", "function", "cache_control");
  private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");
  private static final Set<String> CHOICE = Set.of("type", "function");
  private static final Set<String> NAME = Set.of("name");
  private static final Set<String> CALL = Set.of("id", "type", "function", "index");
  private static final Set<String> CALLED = Set.of("name", "arguments");
  private static final Set<String> FORMAT = Set.of("type", "json_schema");
  private static final Set<String> SCHEMA = Set.of("name", "schema", "strict");

  private final Extras extras;

  NestedFields(Extras extras) {
    this.extras = extras;
  }

  /** Of a request whose types have been checked. */
  void keep(Field body) {
    for (Field message : body.at("messages").elements()) {
      if (message.at("content").value().isList()) {
        message.at("content").elements().forEach(this::part);
      }
      for (Field call : message.at("tool_calls").elements()) {
        extras.others(call, CALL);
        extras.others(call.at("function"), CALLED);
      }
    }
    for (Field tool : body.at("tools").elements()) {
      extras.others(tool, TOOL);
      extras.others(tool.at("function"), FUNCTION);
    }
    others(body.at("tool_choice"), CHOICE);
    others(body.at("tool_choice").at("function"), NAME);
    others(body.at("response_format"), FORMAT);
    others(body.at("response_format").at("json_schema"), SCHEMA);
    options(body.at("stream_options"));
  }

  private void part(Field part) {
    String type = part.at("type").text();
    extras.others(part, PARTS.get(type));
    others(part.at(type), IN_PARTS.getOrDefault(type, Set.of()));
  }

  /** Padding against those who measure a stream is not made here, so only the wish for it is. */
  private void options(Field options) {
    Field padding = options.at("include_obfuscation");
    if (Boolean.TRUE.equals(padding.flag())) {
      extras.keep(padding);
    }
    others(options, Set.of("include_usage", "include_obfuscation"));
  }

  private void others(Field object, Set<String> known) {
    if (object.value().isObject()) {
      extras.others(object, known);
    }
  }
}
