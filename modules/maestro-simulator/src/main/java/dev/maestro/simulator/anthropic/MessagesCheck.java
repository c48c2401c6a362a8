package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import java.util.Set;

/** The fields of a Messages request and their limits. */
final class MessagesCheck {
  private static final String DOCS =
      " Please consult our documentation at"
          + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking";
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "system",
          "stream",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "metadata",
          "service_tier",
          "container",
          "context_management",
          "mcp_servers",
          "cache_control",
          "inference_geo",
          "speed");

  /** What only shapes an answer has no place in a request to count. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "context_management",
          "mcp_servers",
          "cache_control",
          "speed");

  private MessagesCheck() {}

  static void check(ObjectNode body, ModelRules rules, boolean counting) {
    Json.unknownField(body, counting ? COUNTED : FIELDS)
        .ifPresent(name -> {
          throw AnthropicErrors.invalid(name + ": Extra inputs are not permitted");
        });
    if (!counting) {
      maxTokens(body, rules);
    }
    sampling(body, rules);
    thinking(body, rules);
    tools(body);
  }

  private static void maxTokens(ObjectNode body, ModelRules rules) {
    JsonNode max = body.path("max_tokens");
    if (max.isMissingNode() || max.isNull()) {
      throw AnthropicErrors.invalid("max_tokens: Field required");
    }
    if (!max.isIntegralNumber()) {
      throw AnthropicErrors.invalid("max_tokens: Input should be a valid integer");
    }
    if (max.asLong() < 1) {
      throw AnthropicErrors.invalid("max_tokens: Input should be greater than or equal to 1");
    }
    if (max.asLong() > rules.maxTokens()) {
      throw AnthropicErrors.invalid(
          "max_tokens: "
              + max.asLong()
              + " > "
              + rules.maxTokens()
              + ", which is the maximum allowed number of output tokens for "
              + rules.id());
    }
  }

  private static void sampling(ObjectNode body, ModelRules rules) {
    JsonNode temperature = body.path("temperature");
    JsonNode topP = body.path("top_p");
    if (temperature.asDouble() > 1) {
      throw AnthropicErrors.invalid("temperature: Input should be less than or equal to 1");
    }
    if (temperature.asDouble() < 0) {
      throw AnthropicErrors.invalid("temperature: Input should be greater than or equal to 0");
    }
    if (rules.strict()) {
      if (temperature.isNumber() && temperature.asDouble() != 1) {
        throw AnthropicErrors.invalid("`temperature` is deprecated for this model.");
      }
      if (topP.isNumber() && topP.asDouble() < 0.99) {
        throw AnthropicErrors.invalid("`top_p` is deprecated for this model.");
      }
      if (body.hasNonNull("top_k")) {
        throw AnthropicErrors.invalid("`top_k` is deprecated for this model.");
      }
    }
    if (temperature.isNumber() && topP.isNumber() && !rules.id().startsWith("claude-3")) {
      throw AnthropicErrors.invalid(
          "`temperature` and `top_p` cannot both be specified for this model. Please use only"
              + " one.");
    }
  }

  private static void thinking(ObjectNode body, ModelRules rules) {
    JsonNode thinking = body.path("thinking");
    String type = thinking.path("type").asText();
    if (type.equals("enabled")) {
      if (!rules.enabled()) {
        throw AnthropicErrors.invalid(
            "\"thinking.type.enabled\" is not supported for this model. Use"
                + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
                + " behavior.");
      }
      budget(thinking.path("budget_tokens"), body.path("max_tokens").asLong(Long.MAX_VALUE));
    }
    if (type.equals("adaptive") && rules.prefill()) {
      throw AnthropicErrors.invalid("adaptive thinking is not supported on this model");
    }
    if (type.equals("enabled") || type.equals("adaptive")) {
      if (body.path("temperature").isNumber() && body.path("temperature").asDouble() != 1) {
        throw AnthropicErrors.invalid(
            "`temperature` may only be set to 1 when thinking is enabled." + DOCS);
      }
      if (body.hasNonNull("top_k")) {
        throw AnthropicErrors.invalid("`top_k` must be unset when thinking is enabled." + DOCS);
      }
      String choice = body.path("tool_choice").path("type").asText();
      if (choice.equals("any") || choice.equals("tool")) {
        throw AnthropicErrors.invalid(
            "Thinking may not be enabled when tool_choice forces tool use.");
      }
    }
  }

  private static void budget(JsonNode budget, long maxTokens) {
    if (!budget.isIntegralNumber()) {
      throw AnthropicErrors.invalid("thinking.enabled.budget_tokens: Field required");
    }
    if (budget.asLong() < 1024) {
      throw AnthropicErrors.invalid(
          "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
    }
    if (budget.asLong() >= maxTokens) {
      throw AnthropicErrors.invalid(
          "`max_tokens` must be greater than `thinking.budget_tokens`." + DOCS);
    }
  }

  private static void tools(ObjectNode body) {
    int index = 0;
    for (JsonNode tool : body.path("tools")) {
      String where = "tools." + index++;
      boolean custom = tool.path("type").asText("custom").equals("custom");
      if (!custom) {
        continue;
      }
      if (!tool.path("name").asText().matches("^[a-zA-Z0-9_-]{1,128}$")) {
        throw AnthropicErrors.invalid(
            where + ".custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
      }
      if (!tool.path("input_schema").isObject()) {
        throw AnthropicErrors.invalid(where + ".custom.input_schema: Field required");
      }
      if (!tool.path("input_schema").path("type").asText().equals("object")) {
        throw AnthropicErrors.invalid(
            where + ".custom.input_schema.type: Input should be 'object'");
      }
    }
    String choice = body.path("tool_choice").path("type").asText();
    if (!choice.isEmpty() && !choice.equals("none") && body.path("tools").isEmpty()) {
      throw AnthropicErrors.invalid("tool_choice: may only be specified while providing tools");
    }
  }
}
