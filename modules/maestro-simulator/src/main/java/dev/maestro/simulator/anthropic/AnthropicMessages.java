package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Catalog;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Framing;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import dev.maestro.simulator.script.Turn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /v1/messages} and {@code POST /v1/messages/count_tokens}. */
final class AnthropicMessages {
  private final AnthropicGuard guard;
  private final Catalog catalog;
  private final Composer composer;
  private final Signatures signatures;
  private final HistoryCheck history;

  AnthropicMessages(
      AnthropicGuard guard, Catalog catalog, Composer composer, Signatures signatures) {
    this.guard = guard;
    this.catalog = catalog;
    this.composer = composer;
    this.signatures = signatures;
    this.history = new HistoryCheck(signatures);
  }

  Reply create(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    ObjectNode body = body(incoming);
    Script script = Scripts.of(incoming, userText(body), AnthropicErrors::invalid);
    boolean stream = body.path("stream").asBoolean();
    exchange.understood(body.path("model").asText(), stream, script);
    if (script.has("status")) {
      return AnthropicErrors.asked(script);
    }
    ModelRules rules = rules(body);
    check(body, rules, false);
    Turn turn = MessagesTurn.of(body, rules);
    Answer answer = composer.compose(turn, script, incoming.nonce());
    exchange.answering(answer);
    boolean hide =
        rules.hidesReasoning()
            ? !body.path("thinking").path("display").asText().equals("summarized")
            : body.path("thinking").path("display").asText().equals("omitted");
    MessageObject message =
        new MessageObject(
            catalog.id(catalog.find(rules.id()).orElseThrow()), answer, script, hide, signatures);
    if (stream) {
      return new Reply.Streamed(
          headers(),
          script.has("crlf") ? Framing.SSE_CRLF : Framing.SSE_LF,
          new MessageStream(message, answer, script).events());
    }
    if (answer.endless()) {
      return new Reply.Never();
    }
    if (script.has("error") || script.has("failed")) {
      return AnthropicErrors.asked(Script.parse("status=529"));
    }
    return Reply.json(200, headers(), message.whole());
  }

  Reply count(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    ObjectNode body = body(incoming);
    Script script = Scripts.of(incoming, userText(body), AnthropicErrors::invalid);
    exchange.understood(body.path("model").asText(), false, script);
    if (script.has("status")) {
      return AnthropicErrors.asked(script);
    }
    check(body, rules(body), true);
    return Reply.json(
        200, headers(), Json.object().put("input_tokens", MessagesTurn.inputTokens(body)));
  }

  private static String userText(ObjectNode body) {
    return MessagesTurn.of(body, new ModelRules("", 0, false, true, true)).userText();
  }

  private static ObjectNode body(Incoming incoming) {
    return Json.read(incoming.body())
        .orElseThrow(() ->
            AnthropicErrors.invalid(
                "The request body is not valid JSON: expected value: line 1 column 1 (char"
                    + " 0)"));
  }

  private ModelRules rules(ObjectNode body) {
    if (!body.path("model").isTextual()) {
      throw AnthropicErrors.invalid("model: Field required");
    }
    String id = body.path("model").asText();
    JsonNode model =
        catalog
            .find(id)
            .orElseThrow(() -> AnthropicErrors.refused(404, "not_found_error", "model: " + id));
    return ModelRules.of(id, model);
  }

  private void check(ObjectNode body, ModelRules rules, boolean counting) {
    MessagesCheck.check(body, rules, counting);
    history.check(body.path("messages"), rules, body.path("thinking").path("type").asText());
  }

  private static Map<String, String> headers() {
    Map<String, String> headers =
        new LinkedHashMap<>(AnthropicErrors.headers(Ids.random("req_011C", 20)));
    String reset = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
    limits(headers, "requests", 4000, 3999, reset);
    limits(headers, "tokens", 400_000, 399_000, reset);
    limits(headers, "input-tokens", 300_000, 299_500, reset);
    limits(headers, "output-tokens", 100_000, 99_500, reset);
    return headers;
  }

  private static void limits(
      Map<String, String> headers, String what, int limit, int remaining, String reset) {
    String name = "anthropic-ratelimit-" + what;
    headers.put(name + "-limit", Integer.toString(limit));
    headers.put(name + "-remaining", Integer.toString(remaining));
    headers.put(name + "-reset", reset);
  }
}
