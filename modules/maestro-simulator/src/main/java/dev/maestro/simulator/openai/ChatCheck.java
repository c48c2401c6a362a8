package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of a Chat Completions request, their limits, and the order of its messages. */
final class ChatCheck {
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "n",
          "stop",
          "seed",
          "logprobs",
          "top_logprobs",
          "presence_penalty",
          "frequency_penalty",
          "logit_bias",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "reasoning_effort",
          "verbosity",
          "service_tier",
          "store",
          "metadata",
          "prediction",
          "modalities",
          "audio",
          "web_search_options",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "user",
          "functions",
          "function_call");
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private ChatCheck() {}

  static void check(ObjectNode body, ModelRules rules) {
    SamplingCheck.fields(body, FIELDS);
    SamplingCheck.required(body, "messages");
    SamplingCheck.sampling(body, rules, body.path("reasoning_effort").asText());
    SamplingCheck.range(body, "presence_penalty", -2, 2);
    SamplingCheck.range(body, "frequency_penalty", -2, 2);
    forModel(body, rules);
    if (body.hasNonNull("stream_options") && !body.path("stream").asBoolean()) {
      throw OpenAiErrors.refused(
          400,
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
          "stream_options",
          null);
    }
    if (body.path("stop").size() > 4) {
      throw OpenAiErrors.refused(
          400,
          "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an"
              + " array with length "
              + body.path("stop").size()
              + " instead.",
          "stop",
          "array_above_max_length");
    }
    int index = 0;
    for (JsonNode tool : body.path("tools")) {
      String where = "tools[" + index++ + "].function";
      String name = tool.path("function").path("name").asText();
      SamplingCheck.functionName(where + ".name", name);
      SamplingCheck.parameters(
          where + ".parameters", name, tool.path("function").path("parameters"));
    }
    messages(body.path("messages"));
  }

  private static void forModel(ObjectNode body, ModelRules rules) {
    if (!rules.reasons()) {
      if (body.hasNonNull("reasoning_effort")) {
        throw OpenAiErrors.invalid("Unrecognized request argument supplied: reasoning_effort");
      }
      return;
    }
    if (body.hasNonNull("max_tokens")) {
      throw OpenAiErrors.unsupported(
          "max_tokens",
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
              + " 'max_completion_tokens' instead.");
    }
    for (String name : List.of("presence_penalty", "frequency_penalty")) {
      if (body.path(name).asDouble() != 0) {
        throw OpenAiErrors.unsupported(
            name, "Unsupported parameter: '" + name + "' is not supported with this model.");
      }
    }
    if (rules.refusesStop() && body.hasNonNull("stop")) {
      throw OpenAiErrors.unsupported(
          "stop", "Unsupported parameter: 'stop' is not supported with this model.");
    }
  }

  private static void messages(JsonNode messages) {
    if (!messages.isArray() || messages.isEmpty()) {
      throw OpenAiErrors.refused(
          400,
          "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an"
              + " empty array instead.",
          "messages",
          "empty_array");
    }
    Set<String> open = new LinkedHashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String role = message.path("role").asText();
      if (!ROLES.contains(role)) {
        throw OpenAiErrors.refused(
            400,
            "Invalid value: '"
                + role
                + "'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and"
                + " 'developer'.",
            "messages[" + i + "].role",
            "invalid_value");
      }
      if (role.equals("tool")) {
        answered(open, message, i);
      } else {
        allAnswered(open, i);
        message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
      }
    }
    allAnswered(open, messages.size());
  }

  private static void answered(Set<String> open, JsonNode message, int index) {
    if (!open.remove(message.path("tool_call_id").asText())) {
      throw OpenAiErrors.refused(
          400,
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message"
              + " with 'tool_calls'.",
          "messages.[" + index + "].role",
          null);
    }
  }

  private static void allAnswered(Set<String> open, int index) {
    if (!open.isEmpty()) {
      throw OpenAiErrors.refused(
          400,
          "An assistant message with 'tool_calls' must be followed by tool messages responding to"
              + " each 'tool_call_id'. The following tool_call_ids did not have response messages: "
              + String.join(", ", open),
          "messages.[" + index + "].role",
          null);
    }
  }
}
