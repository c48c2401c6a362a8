package dev.maestro.dialect.chat;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads a client's request to neutral form. */
final class RequestReader {
  /** Fields read here, or by the head. All others are kept as they are. */
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_completion_tokens",
          "max_tokens",
          "temperature",
          "top_p",
          "top_k",
          "stop",
          "seed",
          "presence_penalty",
          "frequency_penalty",
          "n",
          "reasoning_effort",
          "response_format",
          "user",
          "safety_identifier");

  private static final Set<String> EFFORTS =
      Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

  private final Field body;
  private final ChatRequestBuilder request;

  RequestReader(Field body, String model) {
    this.body = body;
    this.request = ChatRequest.to(model).origin(ChatWire.DIALECT);
  }

  ChatRequest read() {
    new MessageReader(request).read(body.at("messages"));
    body.at("tools").elements().forEach(this::tool);
    toolChoice(body.at("tool_choice"));
    sampling();
    stop(body.at("stop"));
    effort(body.at("reasoning_effort"));
    format(body.at("response_format"));
    request.parallelToolCalls(body.at("parallel_tool_calls").flag());
    user(body.at("user").text(), body.at("safety_identifier"));
    new NestedFields(new Extras(request)).keep(body);
    body.value()
        .fields((name, value) -> {
          if (!KNOWN.contains(name) && value.present()) {
            request.extra(name, value.json());
          }
        });
    return request.build();
  }

  /** The older field has the newer one's meaning; where both are given, both are told. */
  private void user(String user, Field identifier) {
    if (user == null) {
      request.user(identifier.text());
    } else {
      new Extras(request).keep(identifier);
      request.user(user);
    }
  }

  private void sampling() {
    Integer tokens = body.at("max_completion_tokens").small(1, Integer.MAX_VALUE);
    Integer older = body.at("max_tokens").small(1, Integer.MAX_VALUE);
    if (tokens != null && older != null && !tokens.equals(older)) {
      new Extras(request).keep(body.at("max_tokens"));
    }
    request
        .maxTokens(tokens == null ? older : tokens)
        .temperature(body.at("temperature").decimal(0, 2))
        .topP(body.at("top_p").decimal(0, 1))
        .topK(body.at("top_k").small(1, Integer.MAX_VALUE))
        .seed(body.at("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE))
        .presencePenalty(body.at("presence_penalty").decimal(-2, 2))
        .frequencyPenalty(body.at("frequency_penalty").decimal(-2, 2))
        .choices(body.at("n").small(1, 128));
  }

  private void tool(Field tool) {
    String type = tool.object().at("type").text();
    if (type != null && !type.equals("function")) {
      throw tool.at("type")
          .wrong("is not function.", "Only tools of type function are translated.");
    }
    Field function = tool.at("function").required().object();
    Field parameters = function.at("parameters");
    request.tool(
        new Tool(
            function.at("name").required().text(),
            function.at("description").text(),
            parameters.present() ? parameters.object().value().json() : null,
            function.at("strict").flag(),
            CacheMarks.read(tool.at("cache_control"))));
  }

  private void toolChoice(Field choice) {
    if (!choice.present()) {
      return;
    }
    if (choice.value().isObject()) {
      if (!"function".equals(choice.at("type").text())) {
        throw choice
            .at("type")
            .wrong("is not function.", "Name a function, or say auto or required.");
      }
      request.toolChoice(
          ToolChoice.one(choice.at("function").required().object().at("name").required().text()));
      return;
    }
    request.toolChoice(
        ToolChoice.of(
            switch (choice.text()) {
              case "auto" -> ToolChoice.Mode.AUTO;
              case "none" -> ToolChoice.Mode.NONE;
              case "required" -> ToolChoice.Mode.REQUIRED;
              default ->
                  throw choice.wrong("is not known.", "Use auto, none, required or a function.");
            }));
  }

  private void stop(Field stop) {
    if (stop.value().isText()) {
      request.stop(stop.text());
      return;
    }
    for (Field sequence : stop.elements()) {
      request.stop(sequence.required().text());
    }
  }

  private void effort(Field effort) {
    if (effort.present()) {
      if (!EFFORTS.contains(effort.text())) {
        throw effort.wrong("is not known.", "Use none, minimal, low, medium, high, xhigh or max.");
      }
      request.reasoning(ReasoningOptions.effort(effort.text()));
    }
  }

  private void format(Field format) {
    if (!format.present()) {
      return;
    }
    String type = format.object().at("type").required().text();
    switch (type) {
      case "text" ->
          request.responseFormat(new ResponseFormat(ResponseFormat.Type.TEXT, null, null, null));
      case "json_object" ->
          request.responseFormat(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null));
      case "json_schema" -> {
        Field schema = format.at("json_schema").required().object();
        Field form = schema.at("schema");
        request.responseFormat(
            new ResponseFormat(
                ResponseFormat.Type.JSON_SCHEMA,
                schema.at("name").required().text(),
                form.present() ? form.object().value().json() : "{}",
                schema.at("strict").flag()));
      }
      default ->
          throw format.at("type").wrong("is not known.", "Use text, json_object or json_schema.");
    }
  }
}
