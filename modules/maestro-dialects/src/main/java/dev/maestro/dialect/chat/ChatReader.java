package dev.maestro.dialect.chat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Errors;
import dev.maestro.dialect.openai.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads one stream of chunks. Also reads whole answers, which are one chunk of another name. */
final class ChatReader implements StreamReader {
  private static final int MAX_CHOICES = 1_024;
  private static final int MAX_EARLY = 64;

  private final SortedMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private final List<StreamEvent> early = new ArrayList<>();
  private boolean started;

  /** What the ids of its calls are made from where the vendor gives none. */
  private String answer = UUID.randomUUID().toString();

  private boolean over;

  @Override
  public List<StreamEvent> read(SseEvent event) {
    if (over) {
      return List.of();
    }
    if (event.data().strip().equals("[DONE]")) {
      return finish("The vendor ended the stream before the answer was complete.");
    }
    try {
      return chunk(Json.parse(event.data()), "error".equals(event.name()));
    } catch (ProviderException malformed) {
      return fail(malformed.facts());
    }
  }

  @Override
  public List<StreamEvent> end(String stray) {
    if (over) {
      return List.of();
    }
    Json outside = stray.isBlank() ? Json.NONE : Json.tolerant(stray);
    if (outside.at("error").present()) {
      return fail(Errors.inStream(outside.at("error")));
    }
    return finish("The vendor's stream ended before the answer was complete.");
  }

  /** Reads a whole answer. */
  List<StreamEvent> whole(Json answer) {
    List<StreamEvent> events = new ArrayList<>(chunk(answer, false));
    if (!over) {
      events.addAll(finish("The vendor's answer is not complete."));
    }
    return events;
  }

  private List<StreamEvent> chunk(Json chunk, boolean isError) {
    if (chunk.at("error").present()) {
      return fail(Errors.inStream(chunk.at("error")));
    }
    if (isError) {
      return fail(Errors.inStream(chunk));
    }
    if (!chunk.isObject()) {
      return fail(
          ErrorFacts.of(ErrorKind.MALFORMED, "The vendor sent a chunk that is not an object."));
    }
    List<StreamEvent> events = new ArrayList<>();
    start(chunk, events);
    List<StreamEvent> out = started ? events : early;
    if (chunk.at("prompt_filter_results").present()) {
      out.add(opaque(0, "prompt_filter_results", chunk.at("prompt_filter_results")));
    }
    if (early.size() > MAX_EARLY) {
      return fail(ErrorFacts.of(ErrorKind.MALFORMED, "The vendor's answer does not begin."));
    }
    for (Json choice : chunk.list("choices")) {
      int index = choice.number("index", 0);
      if (index < 0 || index >= MAX_CHOICES) {
        return fail(ErrorFacts.of(ErrorKind.MALFORMED, "The vendor sent a choice out of range."));
      }
      choices.computeIfAbsent(index, absent -> new ChoiceReader(answer, absent)).read(choice, out);
    }
    if (chunk.at("usage").isObject()) {
      out.add(
          new StreamEvent.UsageReported(Words.usage(chunk.at("usage"), "prompt", "completion")));
    }
    return events;
  }

  /** Azure's first chunk has neither id nor model: what it says waits for the next. */
  private void start(Json chunk, List<StreamEvent> events) {
    String id = chunk.textOrEmpty("id");
    String model = chunk.textOrEmpty("model");
    if (!started && !(id.isEmpty() && model.isEmpty() && chunk.list("choices").isEmpty())) {
      started = true;
      answer = id.isEmpty() ? answer : id;
      events.add(new StreamEvent.Started(id.isEmpty() ? null : id, model.isEmpty() ? null : model));
      events.addAll(early);
      early.clear();
    }
  }

  private List<StreamEvent> finish(String broken) {
    ChoiceReader first = choices.get(0);
    if (first == null || choices.values().stream().anyMatch(choice -> !choice.finished())) {
      return fail(ErrorFacts.of(ErrorKind.TRUNCATED, broken));
    }
    over = true;
    return List.of(first.last());
  }

  private List<StreamEvent> fail(ErrorFacts error) {
    over = true;
    return List.of(new StreamEvent.Failed(error));
  }

  static StreamEvent opaque(int choice, String type, Json json) {
    return new StreamEvent.OpaqueBlock(choice, ChatWire.DIALECT, type, json.json());
  }
}
