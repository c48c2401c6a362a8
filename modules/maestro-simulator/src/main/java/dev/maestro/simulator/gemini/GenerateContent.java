package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Event;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Framing;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Interrupted;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code :generateContent}, {@code :streamGenerateContent} and {@code :countTokens}. */
final class GenerateContent {
  private static final ModelRules ANY =
      new ModelRules("", false, false, 2, Integer.MAX_VALUE, 0, 0, true);
  private static final Map<String, String> OLD_NAMES =
      Map.of(
          "system_instruction", "systemInstruction",
          "generation_config", "generationConfig",
          "tool_config", "toolConfig",
          "safety_settings", "safetySettings",
          "cached_content", "cachedContent");

  private final GeminiGuard guard;
  private final GeminiModels models;
  private final Composer composer;
  private final Signatures signatures;
  private final ContentsCheck contents;

  GenerateContent(
      GeminiGuard guard, GeminiModels models, Composer composer, Signatures signatures) {
    this.guard = guard;
    this.models = models;
    this.composer = composer;
    this.signatures = signatures;
    this.contents = new ContentsCheck(signatures);
  }

  Reply whole(String model, Incoming incoming, Exchange exchange) {
    return answer(model, incoming, exchange, false);
  }

  Reply stream(String model, Incoming incoming, Exchange exchange) {
    boolean sse = incoming.parameter("alt").filter("sse"::equals).isPresent();
    if (sse) {
      return answer(model, incoming, exchange, true);
    }
    try {
      Reply reply = answer(model, incoming, exchange, true);
      return reply instanceof Reply.Whole error ? GeminiErrors.inArray(error) : reply;
    } catch (Refused refused) {
      throw new Refused(GeminiErrors.inArray(refused.reply()));
    }
  }

  private Reply answer(String model, Incoming incoming, Exchange exchange, boolean stream) {
    guard.check(incoming);
    ObjectNode body = body(incoming);
    Script script =
        Scripts.of(incoming, GenerateTurn.of(body, ANY).userText(), GeminiErrors::invalid);
    exchange.understood(model, stream, script);
    if (script.has("status")) {
      return GeminiErrors.asked(script);
    }
    ModelRules rules = models.rules(model, "generateContent");
    GenerateCheck.check(body, rules);
    contents.check(body.path("contents"), rules);
    Answer answer = composer.compose(GenerateTurn.of(body, rules), script, incoming.nonce());
    exchange.answering(answer);
    GenerateObject response = new GenerateObject(model, answer, script);
    boolean thoughts =
        script.has("thinking")
            || body.path("generationConfig")
                .path("thinkingConfig")
                .path("includeThoughts")
                .asBoolean();
    GenerateParts parts = new GenerateParts(answer, script, rules.third(), thoughts, signatures);
    if (stream) {
      return new Reply.Streamed(
          GeminiErrors.HEADERS, framing(incoming, script), events(response, parts, script));
    }
    if (answer.endless()) {
      return new Reply.Never();
    }
    if (script.has("error") || script.has("failed")) {
      return GeminiErrors.asked(Script.parse("status=503"));
    }
    return GeminiModels.ok(all(response, parts, script));
  }

  private static Framing framing(Incoming incoming, Script script) {
    if (incoming.parameter("alt").filter("sse"::equals).isEmpty()) {
      return Framing.JSON_ARRAY;
    }
    return script.has("lf") ? Framing.SSE_LF : Framing.SSE_CRLF;
  }

  private static Iterator<Event> events(
      GenerateObject response, GenerateParts parts, Script script) {
    if (script.has("blocked")) {
      return List.of(Event.unnamed(response.blocked())).iterator();
    }
    Iterator<ObjectNode> said =
        Concatenation.map(parts.chunks(), chunk -> response.of(chunk, false));
    Iterator<ObjectNode> all =
        new Concatenation<>(
            List.of(
                () -> said,
                Concatenation.items(() ->
                    script.has("truncate")
                        ? List.of()
                        : List.of(response.of(parts.closing(), true)))));
    boolean bare = script.value("error").filter("bare"::equals).isPresent();
    ObjectNode error = GeminiErrors.overloaded();
    return Interrupted.asAsked(
        script,
        Concatenation.map(all, Event::unnamed),
        taken -> List.of(bare ? Event.bare(error) : Event.unnamed(error)));
  }

  /** One response with all parts; texts that follow each other are one part, as the vendor does. */
  private static ObjectNode all(GenerateObject response, GenerateParts parts, Script script) {
    if (script.has("blocked")) {
      return response.blocked();
    }
    List<ObjectNode> all = new ArrayList<>();
    parts.chunks().forEachRemaining(chunk -> chunk.forEach(part -> append(all, part)));
    ObjectNode closing = parts.closing().getFirst();
    if (closing.has("thoughtSignature") && !all.isEmpty()) {
      all.getLast().set("thoughtSignature", closing.get("thoughtSignature"));
    }
    return response.of(all, true);
  }

  private static void append(List<ObjectNode> all, ObjectNode part) {
    boolean plain = part.size() == 1 && part.has("text");
    if (plain && !all.isEmpty() && all.getLast().size() == 1 && all.getLast().has("text")) {
      String before = all.getLast().path("text").asText();
      all.getLast().put("text", before + part.path("text").asText());
    } else {
      all.add(part);
    }
  }

  Reply count(String model, Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    ObjectNode body = body(incoming);
    boolean whole = body.path("generateContentRequest").isObject();
    ObjectNode counted = whole ? named((ObjectNode) body.get("generateContentRequest")) : body;
    Script script =
        Scripts.of(incoming, GenerateTurn.of(counted, ANY).userText(), GeminiErrors::invalid);
    exchange.understood(model, false, script);
    if (script.has("status")) {
      return GeminiErrors.asked(script);
    }
    GenerateCheck.count(body, whole, model, models.rules(model, "countTokens"));
    int tokens = GenerateTurn.inputTokens(counted);
    ObjectNode answer = Json.object().put("totalTokens", tokens);
    answer
        .putArray("promptTokensDetails")
        .addObject()
        .put("modality", "TEXT")
        .put("tokenCount", tokens);
    return GeminiModels.ok(answer);
  }

  private static ObjectNode body(Incoming incoming) {
    return named(
        Json.read(incoming.body())
            .orElseThrow(
                () -> GeminiErrors.invalid("Invalid JSON payload received. Unexpected token.\n^")));
  }

  private static ObjectNode named(ObjectNode body) {
    OLD_NAMES.forEach((old, name) -> {
      if (body.has(old)) {
        body.set(name, body.remove(old));
      }
    });
    return body;
  }
}
