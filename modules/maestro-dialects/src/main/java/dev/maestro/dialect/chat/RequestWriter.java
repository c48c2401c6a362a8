package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import dev.maestro.dialect.openai.Words;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes one request. */
final class RequestWriter {
  /** Source: OpenAI's API reference, {@code stop}. */
  private static final int MAX_STOP = 4;

  /** Fields of this format alone, which pass on as they came. */
  private static final Set<String> OWN =
      Set.of(
          "audio",
          "logit_bias",
          "logprobs",
          "metadata",
          "modalities",
          "prediction",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "store",
          "top_logprobs",
          "verbosity",
          "web_search_options");

  private final ChatRequest request;
  private final ObjectNode body = Json.object();
  private final Notes notes = new Notes();

  RequestWriter(ChatRequest request) {
    this.request = request;
  }

  Written write(boolean stream) {
    body.put("model", request.model());
    body.set("messages", new MessageWriter(request, notes).write());
    tools();
    sampling();
    reasoning();
    if (request.responseFormat() != null) {
      format(request.responseFormat());
    }
    if (request.user() != null) {
      body.put("user", request.user());
    }
    extra();
    if (stream) {
      body.put("stream", true);
      body.putObject("stream_options").put("include_usage", true);
    }
    return new Written(Json.bytes(body), notes.warnings());
  }

  private void tools() {
    if (request.tools().isEmpty()) {
      if (ToolChoice.isForced(request.toolChoice())) {
        notes.unsupported("tool_choice", "There are no tools to choose from.");
      }
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (Tool tool : request.tools()) {
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      function.put("name", tool.name());
      if (tool.description() != null) {
        function.put("description", tool.description());
      }
      if (tool.schema() != null) {
        function.set("parameters", Json.parse(tool.schema()).node());
      }
      if (tool.strict() != null) {
        function.put("strict", tool.strict());
      }
    }
    ToolChoice choice = request.toolChoice();
    if (choice != null && choice.mode() == ToolChoice.Mode.ONE) {
      ObjectNode one = body.putObject("tool_choice").put("type", "function");
      one.putObject("function").put("name", choice.name());
    } else if (choice != null) {
      body.put("tool_choice", choice.mode().name().toLowerCase(Locale.ROOT));
    }
    if (request.parallelToolCalls() != null) {
      body.put("parallel_tool_calls", request.parallelToolCalls());
    }
  }

  private void sampling() {
    put("max_completion_tokens", request.maxTokens());
    put("temperature", request.temperature());
    put("top_p", request.topP());
    put("seed", request.seed());
    put("presence_penalty", request.presencePenalty());
    put("frequency_penalty", request.frequencyPenalty());
    put("n", request.choices());
    if (request.topK() != null) {
      notes.unsupported("top_k", "OpenAI has no top-k sampling.");
    }
    List<String> stop = request.stop();
    if (stop.size() > MAX_STOP) {
      notes.add(
          new Warning("clamped", "stop", "OpenAI takes 4 stop sequences; the first 4 were sent."));
    }
    if (!stop.isEmpty()) {
      ArrayNode list = body.putArray("stop");
      stop.stream().limit(MAX_STOP).forEach(list::add);
    }
  }

  private void reasoning() {
    if (request.reasoning() == null) {
      return;
    }
    String effort = Words.effort(request.reasoning());
    if (effort != null) {
      body.put("reasoning_effort", effort);
    }
    if (Boolean.TRUE.equals(request.reasoning().summary())) {
      notes.unsupported("reasoning.summary", "Chat Completions does not show thoughts.");
    }
  }

  private void format(ResponseFormat format) {
    ObjectNode into = body.putObject("response_format");
    switch (format.type()) {
      case TEXT -> into.put("type", "text");
      case JSON -> into.put("type", "json_object");
      case JSON_SCHEMA ->
          Words.schema(into.put("type", "json_schema").putObject("json_schema"), format);
    }
  }

  private void extra() {
    CacheMarks.unsupported(request).ifPresent(notes::add);
    boolean own = Words.isOwn(request);
    request
        .extra()
        .forEach((field, json) -> {
          if (own && OWN.contains(field)) {
            body.set(field, Json.parse(json).node());
          } else if (own && field.equals("text.verbosity")) {
            body.set("verbosity", Json.parse(json).node());
          } else {
            notes.unsupported(field, "Chat Completions has no place for it.");
          }
        });
  }

  private void put(String field, Number value) {
    switch (value) {
      case null -> {}
      case Integer whole -> body.put(field, whole);
      case Long whole -> body.put(field, whole);
      default -> body.put(field, value.doubleValue());
    }
  }
}
