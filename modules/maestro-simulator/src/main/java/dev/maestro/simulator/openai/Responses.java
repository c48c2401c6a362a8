package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Framing;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import java.util.List;

/** {@code POST /v1/responses} and {@code POST /v1/responses/input_tokens}. */
final class Responses {
  private final OpenAiGuard guard;
  private final OpenAiModels models;
  private final Composer composer;
  private final Signatures signatures;
  private final ItemsCheck items;
  private final StoredResponses stored;

  Responses(
      OpenAiGuard guard,
      OpenAiModels models,
      Composer composer,
      Signatures signatures,
      StoredResponses stored) {
    this.guard = guard;
    this.models = models;
    this.composer = composer;
    this.signatures = signatures;
    this.stored = stored;
    this.items = new ItemsCheck(signatures);
  }

  Reply create(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    return answer(incoming, exchange);
  }

  /** The same for whom somebody else has let in. */
  Reply answer(Incoming incoming, Exchange exchange) {
    ObjectNode body = ChatCompletions.body(incoming);
    ArrayNode input = input(body);
    Script script =
        Scripts.of(
            incoming, ResponsesTurn.of(body, input, false).userText(), OpenAiErrors::invalid);
    boolean stream = body.path("stream").asBoolean();
    exchange.understood(body.path("model").asText(), stream, script);
    if (script.has("status")) {
      return OpenAiErrors.asked(script);
    }
    ModelRules rules = ChatCompletions.rules(body, models, true);
    ResponsesCheck.check(body, rules);
    items.check(input, body.path("store").asBoolean(true));
    if (script.has("blocked")) {
      throw ChatCompletions.flagged("input");
    }
    Answer answer =
        composer.compose(ResponsesTurn.of(body, input, rules.reasons()), script, incoming.nonce());
    exchange.answering(answer);
    ResponseStream events = events(body, input, rules, answer, script);
    if (stream) {
      return new Reply.Streamed(
          OpenAiErrors.headers(incoming),
          script.has("crlf") ? Framing.SSE_CRLF : Framing.SSE_LF,
          events.events());
    }
    if (answer.endless()) {
      return new Reply.Never();
    }
    if (script.has("error")) {
      return OpenAiErrors.asked(Script.parse("status=500"));
    }
    return Reply.json(200, OpenAiErrors.headers(incoming), events.whole());
  }

  private ResponseStream events(
      ObjectNode body, ArrayNode input, ModelRules rules, Answer answer, Script script) {
    ItemIds ids = new ItemIds(answer.reasons());
    boolean encrypted = false;
    for (JsonNode wanted : body.path("include")) {
      encrypted |= wanted.asText().equals("reasoning.encrypted_content");
    }
    ResponseItems.Setting setting =
        new ResponseItems.Setting(
            ids,
            answer.meter(),
            body.path("reasoning").hasNonNull("summary") || script.has("thinking"),
            encrypted,
            body.path("stream_options").path("include_obfuscation").asBoolean(true),
            script.has("rotate-ids"),
            rules.id().equals("gpt-5.4") ? (answer.calls() ? "commentary" : "final_answer") : "",
            new Contents(signatures));
    return new ResponseStream(
        new ResponseObject(body, ids.response(), rules),
        answer,
        script,
        setting,
        output -> store(body, ids.response(), input, output));
  }

  /** The content in {@code added} is another than the one in {@code done}, and worth nothing. */
  private record Contents(Signatures signatures) implements ResponseItems.EncryptedContents {
    @Override
    public String partial() {
      return signatures.issueUrlSafe(ItemsCheck.PREFIX, "openai-reasoning-unfinished", "");
    }

    @Override
    public String done() {
      return signatures.issueUrlSafe(ItemsCheck.PREFIX, ItemsCheck.KIND, "");
    }
  }

  /** The input as items, those of earlier responses first. */
  private ArrayNode input(ObjectNode body) {
    ArrayNode items = Json.array();
    if (body.hasNonNull("previous_response_id")) {
      items.addAll(stored.conversation(body.path("previous_response_id").asText()));
    }
    JsonNode input = body.path("input");
    if (input.isTextual()) {
      items.addObject().put("role", "user").put("content", input.asText());
    }
    input.forEach(items::add);
    return items;
  }

  private void store(ObjectNode request, String id, ArrayNode input, List<ObjectNode> output) {
    if (request.path("store").asBoolean(true)) {
      ObjectNode response =
          Json.object()
              .put("id", id)
              .put("object", "response")
              .put("status", "completed")
              .set("model", request.get("model"));
      response.putArray("output").addAll(output);
      stored.put(id, input.deepCopy().addAll(output), response);
    }
  }

  Reply count(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    ObjectNode body = ChatCompletions.body(incoming);
    ArrayNode input = input(body);
    Script script =
        Scripts.of(
            incoming, ResponsesTurn.of(body, input, false).userText(), OpenAiErrors::invalid);
    exchange.understood(body.path("model").asText(), false, script);
    if (script.has("status")) {
      return OpenAiErrors.asked(script);
    }
    ResponsesCheck.count(body, ChatCompletions.rules(body, models, true));
    return Reply.json(
        200,
        OpenAiErrors.headers(incoming),
        Json.object()
            .put("object", "response.input_tokens")
            .put("input_tokens", ResponsesTurn.inputTokens(body, input)));
  }
}
