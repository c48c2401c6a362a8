package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The fields of a Responses request and their limits. */
final class ResponsesCheck {
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "input",
          "instructions",
          "stream",
          "stream_options",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_output_tokens",
          "max_tool_calls",
          "temperature",
          "top_p",
          "top_logprobs",
          "reasoning",
          "text",
          "include",
          "store",
          "previous_response_id",
          "conversation",
          "truncation",
          "metadata",
          "background",
          "service_tier",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "user",
          "context_management");

  /** What only shapes an answer has no place in a request to count. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "reasoning",
          "text",
          "truncation",
          "previous_response_id",
          "conversation",
          "personality");

  private ResponsesCheck() {}

  static void check(ObjectNode body, ModelRules rules) {
    SamplingCheck.fields(body, FIELDS);
    content(body, rules);
  }

  /** The same for a request to count. */
  static void count(ObjectNode body, ModelRules rules) {
    SamplingCheck.fields(body, COUNTED);
    content(body, rules);
  }

  private static void content(ObjectNode body, ModelRules rules) {
    if (!body.hasNonNull("input") && !body.hasNonNull("previous_response_id")) {
      throw OpenAiErrors.refused(
          400,
          "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be"
              + " provided.",
          "input",
          "missing_required_parameter");
    }
    JsonNode reasoning = body.path("reasoning");
    SamplingCheck.sampling(body, rules, reasoning.path("effort").asText());
    if (!rules.reasons() && reasoning.hasNonNull("effort")) {
      throw OpenAiErrors.unsupported(
          "reasoning.effort",
          "Unsupported parameter: 'reasoning.effort' is not supported with this model.");
    }
    JsonNode most = body.path("max_output_tokens");
    if (most.isNumber() && most.asInt() < 16) {
      throw OpenAiErrors.refused(
          400,
          "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but"
              + " got "
              + most
              + " instead.",
          "max_output_tokens",
          "integer_below_min_value");
    }
    tools(body.path("tools"));
  }

  private static void tools(JsonNode tools) {
    int index = 0;
    for (JsonNode tool : tools) {
      String where = "tools[" + index++ + "]";
      if (!tool.path("type").asText().equals("function")) {
        continue;
      }
      if (!tool.hasNonNull("name")) {
        throw OpenAiErrors.refused(
            400,
            "Missing required parameter: '" + where + ".name'.",
            where + ".name",
            "missing_required_parameter");
      }
      String name = tool.path("name").asText();
      SamplingCheck.functionName(where + ".name", name);
      SamplingCheck.parameters(where + ".parameters", name, tool.path("parameters"));
    }
  }
}
