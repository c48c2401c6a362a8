package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import dev.maestro.dialect.openai.Words;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one request, which asks the vendor to keep nothing. */
final class RequestWriter {
  /** Smaller ones are refused by the vendor. */
  private static final int MIN_TOKENS = 16;

  private static final Set<String> OWN =
      Set.of(
          "max_tool_calls",
          "metadata",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "top_logprobs",
          "truncation");

  private final ChatRequest request;
  private final ObjectNode body = Json.object();
  private final Notes notes = new Notes();

  RequestWriter(ChatRequest request) {
    this.request = request;
  }

  Written write(boolean stream) {
    body.put("model", request.model());
    if (!request.system().isEmpty()) {
      body.put(
          "instructions",
          request.system().stream().map(Part.Text::text).collect(Collectors.joining("\n\n")));
    }
    body.set("input", new InputWriter(notes).write(request.messages()));
    tools();
    sampling();
    if (request.reasoning() != null) {
      reasoning(request.reasoning());
    }
    if (request.responseFormat() != null) {
      format(request.responseFormat());
    }
    if (request.user() != null) {
      body.put("user", request.user());
    }
    extra();
    body.put("store", false);
    if (Words.isReasoningModel(request.model())) {
      body.putArray("include").add("reasoning.encrypted_content");
    }
    if (stream) {
      body.put("stream", true);
    }
    return new Written(Json.bytes(body), notes.warnings());
  }

  private void tools() {
    if (request.tools().isEmpty()) {
      without("tool_choice", ToolChoice.isForced(request.toolChoice()) ? true : null);
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (Tool tool : request.tools()) {
      ObjectNode written = tools.addObject().put("type", "function").put("name", tool.name());
      if (tool.description() != null) {
        written.put("description", tool.description());
      }
      if (tool.schema() == null) {
        written.putObject("parameters").put("type", "object").putObject("properties");
      } else {
        written.set("parameters", Json.parse(tool.schema()).node());
      }
      // Left out, the vendor takes it as true, other than in its other format.
      written.put("strict", Boolean.TRUE.equals(tool.strict()));
    }
    ToolChoice choice = request.toolChoice();
    if (choice != null && choice.mode() == ToolChoice.Mode.ONE) {
      body.putObject("tool_choice").put("type", "function").put("name", choice.name());
    } else if (choice != null) {
      body.put("tool_choice", choice.mode().name().toLowerCase(Locale.ROOT));
    }
    if (request.parallelToolCalls() != null) {
      body.put("parallel_tool_calls", request.parallelToolCalls());
    }
  }

  private void sampling() {
    if (request.maxTokens() != null) {
      body.put("max_output_tokens", Math.max(MIN_TOKENS, request.maxTokens()));
      if (request.maxTokens() < MIN_TOKENS) {
        notes.add(
            new Warning("clamped", "max_tokens", "Responses takes no limit below " + MIN_TOKENS));
      }
    }
    if (request.temperature() != null) {
      body.put("temperature", request.temperature());
    }
    if (request.topP() != null) {
      body.put("top_p", request.topP());
    }
    without("top_k", request.topK());
    without("stop", request.stop().isEmpty() ? null : request.stop());
    without("seed", request.seed());
    without("presence_penalty", request.presencePenalty());
    without("frequency_penalty", request.frequencyPenalty());
    without("n", request.choices() == null || request.choices() == 1 ? null : request.choices());
  }

  private void without(String field, Object value) {
    if (value != null) {
      notes.unsupported(field, "Responses has no place for it.");
    }
  }

  private void reasoning(ReasoningOptions options) {
    String effort = Words.effort(options);
    boolean summary = Boolean.TRUE.equals(options.summary());
    if (effort == null && !summary) {
      return;
    }
    ObjectNode reasoning = body.putObject("reasoning");
    if (effort != null) {
      reasoning.put("effort", effort);
    }
    if (summary) {
      reasoning.put("summary", "auto");
    }
  }

  private void format(ResponseFormat format) {
    ObjectNode into = body.putObject("text").putObject("format");
    switch (format.type()) {
      case TEXT -> into.put("type", "text");
      case JSON -> into.put("type", "json_object");
      case JSON_SCHEMA -> Words.schema(into.put("type", "json_schema"), format);
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
          } else if (own && (field.equals("verbosity") || field.equals("text.verbosity"))) {
            body.withObject("/text").set("verbosity", Json.parse(json).node());
          } else if (!own || !field.equals("store") || !json.equals("false")) {
            notes.unsupported(field, "Responses has no place for it.");
          }
        });
  }
}
