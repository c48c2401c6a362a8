package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Script;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenAI's errors and the headers of every answer. */
public final class OpenAiErrors {
  static final String INVALID = "invalid_request_error";
  static final String QUOTA =
      "You exceeded your current quota, please check your plan and billing details. For more"
          + " information on this error, read the docs:"
          + " https://platform.openai.com/docs/guides/error-codes/api-errors.";
  static final String SERVER =
      "The server had an error while processing your request. Sorry about that!";

  private static final String WRONG_KEY =
      "Incorrect API key provided: simulated. You can find your API key at"
          + " https://platform.openai.com/account/api-keys.";
  private static final String FORBIDDEN =
      "You have insufficient permissions for this operation. Missing scopes: model.request.";
  private static final String NO_MODEL =
      "The model `simulated` does not exist or you do not have access to it.";
  private static final String OVERLOADED =
      "The engine is currently overloaded, please try again later";

  private OpenAiErrors() {}

  public static Refused invalid(String message) {
    return refused(400, message, null, null);
  }

  static Refused refused(int status, String message, String param, String code) {
    return new Refused(reply(status, message, INVALID, param, code, Map.of()));
  }

  static Refused unsupported(String param, String message) {
    return refused(400, message, param, "unsupported_parameter");
  }

  static Reply.Whole reply(
      int status,
      String message,
      String type,
      String param,
      String code,
      Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-request-id", Ids.hex("req_", 32));
    headers.putAll(more);
    ObjectNode body = Json.object();
    body.set("error", error(message, type, param, code));
    return Reply.json(status, headers, body);
  }

  static ObjectNode error(String message, String type, String param, String code) {
    return Json.object()
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
  }

  /** Headers of a good answer. */
  static Map<String, String> headers(Incoming incoming) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-request-id", Ids.hex("req_", 32));
    headers.put("openai-version", "2020-10-01");
    headers.put("openai-processing-ms", "12");
    headers.put(
        "openai-organization", incoming.header("openai-organization").orElse("simulated-org"));
    incoming.header("openai-project").ifPresent(id -> headers.put("openai-project", id));
    headers.put("x-ratelimit-limit-requests", "10000");
    headers.put("x-ratelimit-remaining-requests", "9999");
    headers.put("x-ratelimit-reset-requests", "6ms");
    headers.put("x-ratelimit-limit-tokens", "2000000");
    headers.put("x-ratelimit-remaining-tokens", "1999500");
    headers.put("x-ratelimit-reset-tokens", "6m0s");
    return headers;
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
      case 401 -> refusal(status, WRONG_KEY, "invalid_api_key", headers);
      case 403 -> refusal(status, FORBIDDEN, "missing_scope", headers);
      case 404 -> refusal(status, NO_MODEL, "model_not_found", headers);
      case 429 -> tooMany(script, headers);
      case 500 -> reply(status, SERVER, "server_error", null, null, headers);
      case 503 -> reply(status, OVERLOADED, "server_error", null, "server_is_overloaded", headers);
      case 504, 529 -> reply(status, "Gateway timeout", "server_error", null, null, headers);
      default -> refusal(status, "Simulated refusal", null, headers);
    };
  }

  private static Reply.Whole refusal(
      int status, String message, String code, Map<String, String> headers) {
    return reply(status, message, INVALID, null, code, headers);
  }

  private static Reply.Whole tooMany(Script script, Map<String, String> headers) {
    if (script.has("quota")) {
      return reply(429, QUOTA, "insufficient_quota", null, "insufficient_quota", headers);
    }
    headers.put("x-ratelimit-remaining-requests", "0");
    String wait = script.value("retry-after").orElse("1");
    headers.put("x-ratelimit-reset-requests", wait + "s");
    return reply(
        429,
        "Rate limit reached for the model in organization simulated-org on requests per min (RPM):"
            + " Limit 500, Used 500, Requested 1. Please try again in "
            + wait
            + "s. Visit https://platform.openai.com/account/rate-limits to learn more.",
        "requests",
        null,
        "rate_limit_exceeded",
        headers);
  }
}
