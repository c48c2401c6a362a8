package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Script;
import java.util.LinkedHashMap;
import java.util.Map;

/** Anthropic's errors: types, texts, headers. */
public final class AnthropicErrors {
  private AnthropicErrors() {}

  public static Refused invalid(String message) {
    return refused(400, "invalid_request_error", message);
  }

  public static Refused refused(int status, String type, String message) {
    return new Refused(reply(status, type, message, Map.of()));
  }

  static Reply.Whole reply(int status, String type, String message, Map<String, String> more) {
    String id = Ids.random("req_011C", 20);
    Map<String, String> headers = new LinkedHashMap<>(headers(id));
    headers.putAll(more);
    return Reply.json(status, headers, body(type, message).put("request_id", id));
  }

  static ObjectNode body(String type, String message) {
    var body = Json.object().put("type", "error");
    body.putObject("error").put("type", type).put("message", message);
    return body;
  }

  /** Headers of every answer. */
  static Map<String, String> headers(String requestId) {
    return Map.of(
        "request-id", requestId, "anthropic-organization-id", AnthropicLogin.ORGANIZATION);
  }

  /** The error a script asks for. */
  static Reply.Whole asked(Script script) {
    int status = script.number("status", 500);
    Map<String, String> headers = new LinkedHashMap<>();
    script.value("retry-after").ifPresent(seconds -> headers.put("retry-after", seconds));
    if (script.has("html")) {
      return Scripts.html(status, headers);
    }
    return switch (status) {
      case 401 -> reply(status, "authentication_error", "invalid x-api-key", headers);
      case 402 -> reply(status, "billing_error", "Your credit balance is too low.", headers);
      case 403 ->
          reply(
              status,
              "permission_error",
              "Your API key does not have permission to use the specified resource.",
              headers);
      case 404 -> reply(status, "not_found_error", "Not found", headers);
      case 409 -> reply(status, "conflict_error", "Conflict", headers);
      case 413 -> reply(status, "request_too_large", "Request exceeds the maximum size", headers);
      case 429 ->
          reply(
              status,
              "rate_limit_error",
              "Number of request tokens has exceeded your per-minute rate limit",
              headers);
      case 500 -> reply(status, "api_error", "Internal server error", headers);
      case 503 -> reply(status, "api_error", "Service unavailable", headers);
      case 504 -> reply(status, "timeout_error", "Request timed out", headers);
      case 529 -> reply(status, "overloaded_error", "Overloaded", headers);
      default -> reply(status, "invalid_request_error", "Simulated refusal", headers);
    };
  }
}
