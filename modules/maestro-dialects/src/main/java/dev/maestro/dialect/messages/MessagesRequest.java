package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;

/** Writes one request; what has no place in it is told as a warning. */
final class MessagesRequest {
  /** The vendor wants a bound and has no fallback of its own. */
  static final int MAX_TOKENS = 4096;

  private final ChatRequest request;
  private final Set<Warning> warnings;
  private final ObjectNode body = Json.object();

  MessagesRequest(ChatRequest request, Set<Warning> warnings) {
    this.request = request;
    this.warnings = warnings;
  }

  ObjectNode write() {
    MessagesTurns turns = new MessagesTurns(warnings);
    request.messages().forEach(turns::add);
    body.put("model", request.model());
    MessagesThinking thinking = MessagesThinking.of(request, turns.isMidTurn(), warnings);
    body.put("max_tokens", thinking.maxTokens());
    system(turns);
    body.set("messages", turns.messages());
    tools();
    settings(thinking);
    output(thinking);
    unsupported();
    return body;
  }

  /** The vendor has one place for instructions, before the conversation. */
  private void system(MessagesTurns turns) {
    ArrayNode blocks = Json.array();
    request.system().forEach(part -> MessagesTurns.text(part, blocks));
    turns.system().forEach(part -> MessagesTurns.text(part, blocks));
    if (blocks.size() == 1 && !blocks.get(0).has("cache_control")) {
      body.set("system", blocks.get(0).get("text"));
    } else if (!blocks.isEmpty()) {
      body.set("system", blocks);
    }
  }

  private void tools() {
    if (request.tools().isEmpty()) {
      if (ToolChoice.isForced(request.toolChoice())) {
        warn("tool_choice", "There are no tools to choose from.");
      }
      return;
    }
    ArrayNode tools = body.putArray("tools");
    request.tools().forEach(tool -> tools.add(tool(tool)));
    boolean single = Boolean.FALSE.equals(request.parallelToolCalls());
    ToolChoice choice = request.toolChoice();
    if (choice != null || single) {
      ObjectNode written = body.putObject("tool_choice");
      ToolChoice.Mode mode = choice == null ? ToolChoice.Mode.AUTO : choice.mode();
      switch (mode) {
        case AUTO -> written.put("type", "auto");
        case REQUIRED -> written.put("type", "any");
        case ONE -> written.put("type", "tool").put("name", choice.name());
        case NONE -> written.put("type", "none");
      }
      if (single && mode != ToolChoice.Mode.NONE) {
        written.put("disable_parallel_tool_use", true);
      }
    }
  }

  private static ObjectNode tool(Tool tool) {
    ObjectNode written = Json.object().put("name", tool.name());
    if (tool.description() != null) {
      written.put("description", tool.description());
    }
    if (tool.schema() == null) {
      written.putObject("input_schema").put("type", "object").putObject("properties");
    } else {
      written.set("input_schema", schema("tools." + tool.name() + ".parameters", tool.schema()));
    }
    if (Boolean.TRUE.equals(tool.strict())) {
      written.put("strict", true);
    }
    MessagesTurns.mark(tool.cache(), written);
    return written;
  }

  private static ObjectNode schema(String field, String text) {
    Json schema = Json.tolerant(text);
    if (!schema.isObject()) {
      throw ProviderException.invalid(
          field, "this is no JSON object", "Give a JSON Schema of type object.");
    }
    return (ObjectNode) schema.node();
  }

  private void settings(MessagesThinking thinking) {
    List<String> stop = request.stop().stream().filter(text -> !text.isBlank()).toList();
    if (stop.size() < request.stop().size()) {
      warn("stop", "A stop sequence of white space only is not possible here.");
    }
    if (!stop.isEmpty()) {
      ArrayNode sequences = body.putArray("stop_sequences");
      stop.forEach(sequences::add);
    }
    if (request.temperature() != null && !thinking.withholds("temperature")) {
      body.put("temperature", clamped(request.temperature()));
    }
    if (request.topP() != null && !(thinking.withholds("top_p") && request.topP() < 0.95)) {
      body.put("top_p", request.topP());
    } else if (request.topP() != null) {
      warn("top_p", "Below 0.95 it cannot be combined with thinking.");
    }
    if (request.topK() != null && !thinking.withholds("top_k")) {
      body.put("top_k", request.topK());
    }
    if (request.user() != null) {
      body.putObject("metadata").put("user_id", request.user());
    }
  }

  private double clamped(double temperature) {
    double taken = Math.clamp(temperature, 0, 1);
    if (taken != temperature) {
      warnings.add(
          new Warning(
              "clamped", "temperature", "It goes from 0 to 1 here; " + taken + " was sent."));
    }
    return taken;
  }

  private void output(MessagesThinking thinking) {
    if (thinking.thinking() != null) {
      body.set("thinking", thinking.thinking());
    }
    ObjectNode config = Json.object();
    if (thinking.effort() != null) {
      config.put("effort", thinking.effort());
    }
    ResponseFormat format = request.responseFormat();
    if (format != null && format.type() == ResponseFormat.Type.JSON_SCHEMA) {
      config
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", Json.titled(schema("response_format.schema", format.schema()), format));
    } else if (format != null && format.type() == ResponseFormat.Type.JSON) {
      warn("response_format", "JSON without a schema is not possible here; ask for it in words.");
    }
    if (!config.isEmpty()) {
      body.set("output_config", config);
    }
  }

  private void unsupported() {
    absent("seed", request.seed());
    absent("presence_penalty", request.presencePenalty());
    absent("frequency_penalty", request.frequencyPenalty());
    if (request.choices() != null && request.choices() > 1) {
      warn("n", "This vendor gives one answer.");
    }
    request
        .extra()
        .forEach((field, json) -> {
          if (field.equals("cache_control")) {
            body.set(field, Json.parse(json).node());
          } else {
            absent(field, json);
          }
        });
  }

  private void absent(String field, Object value) {
    if (value != null) {
      warn(field, "This vendor has no such setting.");
    }
  }

  private void warn(String field, String detail) {
    warnings.add(Warning.unsupported(field, detail));
  }
}
