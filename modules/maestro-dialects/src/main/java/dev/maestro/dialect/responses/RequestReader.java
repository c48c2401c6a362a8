package dev.maestro.dialect.responses;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.Json;
import java.util.Set;

/** Reads a client's request to neutral form. */
final class RequestReader {
  /** Fields read here, by the head, or by who keeps answers. All others are kept as they are. */
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "instructions",
          "input",
          "stream",
          "stream_options",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_output_tokens",
          "temperature",
          "top_p",
          "reasoning",
          "text",
          "user",
          "store",
          "previous_response_id");

  private static final Set<String> EFFORTS =
      Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

  private final Field body;
  private final ChatRequestBuilder request;
  private final Leftovers leftovers;

  RequestReader(Field body, String model) {
    this.body = body;
    this.request = ChatRequest.to(model).origin(ResponsesWire.DIALECT);
    this.leftovers = new Leftovers(request);
  }

  ChatRequest read() {
    previous(body.at("previous_response_id"));
    String instructions = body.at("instructions").text();
    if (instructions != null && !instructions.isEmpty()) {
      request.system(instructions);
    }
    new InputReader(request, leftovers).read(body.at("input"));
    new ToolReader(request, leftovers).read(body);
    request
        .parallelToolCalls(body.at("parallel_tool_calls").flag())
        .maxTokens(body.at("max_output_tokens").small(1, Integer.MAX_VALUE))
        .temperature(body.at("temperature").decimal(0, 2))
        .topP(body.at("top_p").decimal(0, 1))
        .user(body.at("user").text());
    reasoning(body.at("reasoning"));
    text(body.at("text"));
    if (body.at("stream_options").present()) {
      leftovers.of(body.at("stream_options").object(), Set.of("include_usage"));
    }
    leftovers.of(body, KNOWN);
    return request.build();
  }

  private static void previous(Field id) {
    if (id.present()) {
      throw id.wrong(
          "names no answer that is kept here.", "Send the whole conversation as input instead.");
    }
  }

  private void reasoning(Field reasoning) {
    if (!reasoning.present()) {
      return;
    }
    String effort = reasoning.object().at("effort").text();
    if (effort != null && !EFFORTS.contains(effort)) {
      throw reasoning
          .at("effort")
          .wrong("is not known.", "Use none, minimal, low, medium, high, xhigh or max.");
    }
    String summary = reasoning.at("summary").text();
    String older = reasoning.at("generate_summary").text();
    Boolean shown = (summary == null && older == null) ? null : Boolean.TRUE;
    if (effort != null || shown != null) {
      request.reasoning(new ReasoningOptions(null, effort, null, shown));
    }
    if (summary != null && !summary.equals("auto")) {
      leftovers.keep(reasoning.at("summary"));
    }
    leftovers.of(reasoning, Set.of("effort", "summary", "generate_summary"));
  }

  private void text(Field text) {
    if (!text.present()) {
      return;
    }
    Field format = text.object().at("format");
    if (format.present()) {
      format(format);
    }
    leftovers.of(text, Set.of("format"));
  }

  private void format(Field format) {
    String type = format.object().at("type").required().text();
    switch (type) {
      case "text" -> request.responseFormat(plain(ResponseFormat.Type.TEXT));
      case "json_object" -> request.responseFormat(plain(ResponseFormat.Type.JSON));
      case "json_schema" -> {
        Json schema = format.at("schema").required().object().value();
        request.responseFormat(
            new ResponseFormat(
                ResponseFormat.Type.JSON_SCHEMA,
                format.at("name").required().text(),
                schema.json(),
                format.at("strict").flag()));
      }
      default ->
          throw format.at("type").wrong("is not known.", "Use text, json_object or json_schema.");
    }
    leftovers.of(format, Set.of("type", "name", "schema", "strict"));
  }

  private static ResponseFormat plain(ResponseFormat.Type type) {
    return new ResponseFormat(type, null, null, null);
  }
}
