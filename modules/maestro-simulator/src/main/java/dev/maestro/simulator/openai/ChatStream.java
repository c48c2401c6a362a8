package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Event;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Interrupted;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Script;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The chunks of a Chat Completions stream. */
final class ChatStream {
  private final ChatObject completion;
  private final Answer answer;
  private final Script script;
  private final boolean usage;
  private final boolean obfuscation;
  private final int choices;

  ChatStream(ChatObject completion, Answer answer, Script script, ObjectNode request) {
    this.completion = completion;
    this.answer = answer;
    this.script = script;
    this.usage = request.path("stream_options").path("include_usage").asBoolean();
    this.obfuscation = request.path("stream_options").path("include_obfuscation").asBoolean(true);
    this.choices = Math.max(1, request.path("n").asInt(1));
  }

  Iterator<Event> events() {
    List<Supplier<Iterator<Event>>> parts = new ArrayList<>();
    if (script.has("duplicate-start")) {
      parts.add(Concatenation.items(() -> List.of(withoutChoices())));
    }
    parts.add(() -> deltas(List.of(first()).iterator()));
    List<Piece.Call> calls = new ArrayList<>();
    for (Piece piece : answer.pieces()) {
      switch (piece) {
        case Piece.Reasoning reasoning -> answer.meter().reasoning(reasoning.tokens());
        case Piece.Text text when !answer.calls() ->
            parts.add(() -> texts("content", answer.meter().text(text.tokens().get())));
        case Piece.Text silent -> {}
        case Piece.Refusal refusal -> {
          answer.meter().refusal(refusal.tokens());
          parts.add(() -> texts("refusal", refusal.tokens().iterator()));
        }
        case Piece.Call call -> calls.add(call);
      }
    }
    parts.add(() -> deltas(ToolCallDeltas.of(calls, answer, script.has("interleaved"))));
    if (!script.has("truncate")) {
      parts.add(Concatenation.items(this::closing));
    }
    return Interrupted.asAsked(
        script, new Concatenation<>(parts), taken -> List.of(Event.unnamed(failure())));
  }

  private ObjectNode first() {
    ObjectNode delta = Json.object().put("role", "assistant");
    boolean refuses = answer.pieces().stream().anyMatch(Piece.Refusal.class::isInstance);
    if (answer.calls() || refuses) {
      delta.putNull("content");
    } else {
      delta.put("content", "");
    }
    return refuses ? delta.put("refusal", "") : delta.putNull("refusal");
  }

  private Iterator<Event> texts(String field, Iterator<String> tokens) {
    return deltas(Concatenation.map(tokens, token -> Json.object().put(field, token)));
  }

  private Iterator<Event> deltas(Iterator<ObjectNode> deltas) {
    if (choices == 1) {
      return Concatenation.map(deltas, delta -> chunk(0, delta, null));
    }
    return new Concatenation<>(
        Concatenation.map(deltas, delta -> Concatenation.items(() -> forEachChoice(delta))));
  }

  private List<Event> forEachChoice(ObjectNode delta) {
    List<Event> events = new ArrayList<>();
    for (int index = 0; index < choices; index++) {
      events.add(chunk(index, delta, null));
    }
    return events;
  }

  private Event chunk(int index, ObjectNode delta, String finish) {
    ObjectNode chunk = completion.envelope("chat.completion.chunk");
    if (script.has("unknown")) {
      chunk.put("weather_report", "unknown to every client");
    }
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finish);
    if (usage && !script.has("no-usage")) {
      chunk.putNull("usage");
    }
    return Event.unnamed(obfuscated(chunk));
  }

  private ObjectNode obfuscated(ObjectNode chunk) {
    return obfuscation
        ? chunk.put("obfuscation", Ids.random("", ThreadLocalRandom.current().nextInt(1, 16)))
        : chunk;
  }

  /** A leading chunk as Azure sends it. */
  private Event withoutChoices() {
    ObjectNode chunk = completion.envelope("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.put("id", "").put("model", "").put("created", 0);
    chunk.putArray("prompt_filter_results").addObject().put("prompt_index", 0);
    return Event.unnamed(chunk);
  }

  private List<Event> closing() {
    List<Event> events = new ArrayList<>();
    for (int index = 0; index < choices; index++) {
      events.add(chunk(index, Json.object(), completion.finishReason()));
    }
    if (usage && !script.has("no-usage")) {
      ObjectNode chunk = completion.envelope("chat.completion.chunk");
      chunk.putArray("choices");
      chunk.set("usage", completion.usage());
      events.add(Event.unnamed(obfuscated(chunk)));
    }
    if (!script.has("no-done")) {
      events.add(Event.unnamed("[DONE]"));
    }
    return events;
  }

  private static ObjectNode failure() {
    ObjectNode body = Json.object();
    body.set("error", OpenAiErrors.error(OpenAiErrors.SERVER, "server_error", null, null));
    return body;
  }
}
