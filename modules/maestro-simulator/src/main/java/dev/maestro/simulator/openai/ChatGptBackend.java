package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Standing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an access token opens where no key can be minted, under {@code /backend-api/codex}. */
final class ChatGptBackend {
  private static final List<String> REFUSED =
      List.of(
          "max_output_tokens",
          "previous_response_id",
          "prompt_cache_retention",
          "safety_identifier",
          "stream_options",
          "temperature",
          "top_p",
          "truncation",
          "user");

  private final Account account;
  private final OpenAiModels models;
  private final Responses responses;

  ChatGptBackend(Account account, OpenAiModels models, Responses responses) {
    this.account = account;
    this.models = models;
    this.responses = responses;
  }

  /** The endpoint of a path below {@code /backend-api/codex}. */
  Endpoint route(String method, String path) {
    return switch (method + " " + path) {
      case "POST /responses" -> this::respond;
      case "GET /models" -> this::list;
      default -> this::unknown;
    };
  }

  private Reply unknown(Incoming incoming, Exchange exchange) {
    guard(incoming);
    throw refused(404, "Not Found");
  }

  private void guard(Incoming incoming) {
    Standing standing = account.grants().standing(incoming.bearer().orElse(""));
    if (!standing.live()) {
      throw refused(
          401,
          standing.state() == Standing.State.EXPIRED
              ? "Your authentication token has expired. Please try signing in again."
              : "Could not parse your authentication token. Please try signing in again.");
    }
    String id = incoming.header("chatgpt-account-id").orElse("");
    if (!id.equals(standing.grant().orElseThrow().account())) {
      throw refused(403, "ChatGPT-Account-Id is missing or is not the token's account");
    }
  }

  private Reply respond(Incoming incoming, Exchange exchange) {
    guard(incoming);
    ObjectNode body =
        Json.read(incoming.body()).orElseThrow(() -> refused(400, "Invalid JSON body"));
    exchange.understood(
        body.path("model").asText(), body.path("stream").asBoolean(), incoming.forced());
    check(body);
    Reply answer;
    try {
      answer = responses.answer(incoming, exchange);
    } catch (Refused refused) {
      answer = refused.reply();
    }
    return switch (answer) {
      case Reply.Whole whole -> error(whole);
      case Reply.Streamed streamed ->
          new Reply.Streamed(headers(), streamed.framing(), streamed.events());
      case Reply.Never never -> never;
    };
  }

  private void check(ObjectNode body) {
    for (String name : REFUSED) {
      if (body.has(name)) {
        throw refused(400, "Unsupported parameter: " + name);
      }
    }
    String model = body.path("model").asText();
    if (models.forChatGpt().stream().noneMatch(each -> each.path("id").asText().equals(model))) {
      throw refused(
          400,
          "The '" + model + "' model is not supported when using Codex with a ChatGPT account.");
    }
    if (!body.path("instructions").isTextual()) {
      throw refused(400, "Instructions are required");
    }
    if (!body.path("store").isBoolean() || body.path("store").asBoolean()) {
      throw refused(400, "Store must be set to false");
    }
    if (!body.path("stream").asBoolean()) {
      throw refused(400, "Stream must be set to true");
    }
    if (!body.path("input").isArray()) {
      throw refused(400, "Input must be a list");
    }
  }

  private Reply list(Incoming incoming, Exchange exchange) {
    guard(incoming);
    exchange.understood("", false, incoming.forced());
    if (incoming.forced().has("status")) {
      return error(OpenAiErrors.asked(incoming.forced()));
    }
    if (incoming.parameter("client_version").isEmpty()) {
      throw refused(400, "client_version is required");
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("models");
    models.forChatGpt().forEach(model -> list.add(entry(model, list.size())));
    Map<String, String> headers = new LinkedHashMap<>(headers());
    headers.put("etag", "W/\"simulated\"");
    return Reply.json(200, headers, answer);
  }

  private static ObjectNode entry(JsonNode model, int priority) {
    String id = model.path("id").asText();
    ObjectNode entry =
        Json.object()
            .put("slug", id)
            .put("display_name", id)
            .put("description", "Simulated")
            .put("default_reasoning_level", "medium");
    ArrayNode levels = entry.putArray("supported_reasoning_levels");
    for (String effort : List.of("low", "medium", "high")) {
      levels.addObject().put("effort", effort).put("description", effort);
    }
    return entry
        .put("visibility", "list")
        .put("supported_in_api", true)
        .put("priority", priority)
        .put("context_window", 272_000)
        .put("supports_parallel_tool_calls", true);
  }

  private static Map<String, String> headers() {
    return Map.of(
        "x-request-id",
        Ids.hex("req_", 32),
        "x-codex-primary-used-percent",
        "1",
        "x-codex-primary-window-minutes",
        "300",
        "x-codex-primary-reset-at",
        Long.toString(Instant.now().getEpochSecond() + 300 * 60),
        "x-codex-credits-has-credits",
        "false");
  }

  /** The API's errors in the backend's words. */
  private static Reply.Whole error(Reply.Whole answer) {
    if (answer.status() == 200 || answer.status() == 503) {
      return answer;
    }
    ObjectNode body =
        (ObjectNode) Json.read(answer.body()).filter(ObjectNode.class::isInstance).orElse(null);
    if (body == null) {
      return answer;
    }
    if (answer.status() == 429) {
      return Reply.json(429, answer.headers(), limit(answer, body));
    }
    return Reply.json(
        answer.status(),
        answer.headers(),
        Json.object().put("detail", body.path("error").path("message").asText()));
  }

  private static ObjectNode limit(Reply.Whole answer, ObjectNode body) {
    ObjectNode limit = Json.object();
    ObjectNode error = limit.putObject("error");
    if (body.path("error").path("type").asText().equals("insufficient_quota")) {
      error.put("type", "usage_not_included").put("message", "The plan does not include this");
      return limit;
    }
    String wait = answer.headers().getOrDefault("retry-after", "60");
    error
        .put("type", "usage_limit_reached")
        .put("message", "The usage limit has been reached")
        .put("plan_type", "plus")
        .put("resets_at", Instant.now().getEpochSecond() + Long.parseLong(wait));
    return limit;
  }

  private static Refused refused(int status, String detail) {
    return new Refused(Reply.json(status, Map.of(), Json.object().put("detail", detail)));
  }
}
