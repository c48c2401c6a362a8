package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Framing;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Script;

/** {@code POST /v1/chat/completions}. */
final class ChatCompletions {
  private final OpenAiGuard guard;
  private final OpenAiModels models;
  private final Composer composer;

  ChatCompletions(OpenAiGuard guard, OpenAiModels models, Composer composer) {
    this.guard = guard;
    this.models = models;
    this.composer = composer;
  }

  Reply create(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    ObjectNode body = body(incoming);
    Script script =
        Scripts.of(incoming, ChatTurn.of(body, false).userText(), OpenAiErrors::invalid);
    boolean stream = body.path("stream").asBoolean();
    exchange.understood(body.path("model").asText(), stream, script);
    if (script.has("status")) {
      return OpenAiErrors.asked(script);
    }
    ModelRules rules = rules(body, models, false);
    ChatCheck.check(body, rules);
    if (script.has("blocked")) {
      throw flagged("messages");
    }
    Answer answer = composer.compose(ChatTurn.of(body, rules.reasons()), script, incoming.nonce());
    exchange.answering(answer);
    ChatObject completion = new ChatObject(rules.snapshot(), answer);
    if (stream) {
      return new Reply.Streamed(
          OpenAiErrors.headers(incoming),
          script.has("crlf") ? Framing.SSE_CRLF : Framing.SSE_LF,
          new ChatStream(completion, answer, script, body).events());
    }
    if (answer.endless()) {
      return new Reply.Never();
    }
    if (script.has("error") || script.has("failed")) {
      return OpenAiErrors.asked(Script.parse("status=500"));
    }
    return Reply.json(
        200,
        OpenAiErrors.headers(incoming),
        completion.whole(Math.max(1, body.path("n").asInt(1)), !script.has("no-usage")));
  }

  static ObjectNode body(Incoming incoming) {
    return Json.read(incoming.body())
        .orElseThrow(() ->
            OpenAiErrors.invalid(
                "We could not parse the JSON body of your request. (HINT: This likely means you"
                    + " aren't using your HTTP library correctly. The OpenAI API expects a JSON"
                    + " payload, but what was sent was not valid JSON.)"));
  }

  static ModelRules rules(ObjectNode body, OpenAiModels models, boolean responses) {
    if (!body.path("model").isTextual()) {
      throw OpenAiErrors.invalid("you must provide a model parameter");
    }
    return models.rules(body.path("model").asText(), responses);
  }

  static Refused flagged(String param) {
    return OpenAiErrors.refused(
        400,
        "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please"
            + " try again with a different prompt:"
            + " https://platform.openai.com/docs/guides/reasoning#advice-on-prompting",
        param,
        "invalid_prompt");
  }
}
