package dev.maestro.dialect.gemini;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reads one answer. The format has no last event: an answer is complete when the stream is over and
 * every candidate has said its finish reason, so the end is held back until then.
 */
final class GeminiReader implements StreamReader {
  private static final int MAX_CANDIDATES = 64;

  private final Map<Integer, GeminiCandidate> candidates = new TreeMap<>();
  private boolean started;
  private boolean over;
  private String blocked;
  private String usage = "";

  /** What the ids of its calls are made from where the vendor gives none. */
  private String answer = UUID.randomUUID().toString();

  @Override
  public List<StreamEvent> read(SseEvent event) {
    List<StreamEvent> out = new ArrayList<>();
    if (over) {
      return out;
    }
    try {
      take(Json.parse(event.data()), out);
    } catch (ProviderException bad) {
      fail(bad.facts(), out);
    }
    return out;
  }

  @Override
  public List<StreamEvent> end(String stray) {
    List<StreamEvent> out = new ArrayList<>();
    if (over) {
      return out;
    }
    Json outside = stray.isBlank() ? Json.NONE : Json.tolerant(stray);
    if (GeminiErrors.error(outside).isObject()) {
      fail(GeminiErrors.told(outside), out);
    } else if (blocked != null) {
      over = true;
      out.add(new StreamEvent.Finished(FinishReason.CONTENT_FILTER, blocked, null));
    } else if (candidates.isEmpty()
        || candidates.values().stream().anyMatch(candidate -> candidate.reason() == null)) {
      fail(
          ErrorFacts.of(
              ErrorKind.TRUNCATED, "The vendor's stream ended before it gave a finish reason."),
          out);
    } else {
      finishOrFail(out);
    }
    return out;
  }

  /** A whole answer, or a stream that came as one list. */
  List<StreamEvent> whole(Buffer body) {
    List<StreamEvent> out = new ArrayList<>();
    try {
      take(Json.parse(body), out);
      out.addAll(end(""));
    } catch (ProviderException bad) {
      fail(bad.facts(), out);
    }
    return out;
  }

  private void take(Json data, List<StreamEvent> out) {
    if (data.isList()) {
      data.list().forEach(chunk -> take(chunk, out));
    } else if (!over) {
      chunk(data, out);
    }
  }

  private void chunk(Json chunk, List<StreamEvent> out) {
    if (!chunk.isObject()) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "The vendor sent a piece of the answer that is no object.");
    }
    if (chunk.at("error").isObject()) {
      fail(GeminiErrors.told(chunk), out);
      return;
    }
    if (!started) {
      started = true;
      if (chunk.text("responseId") != null) {
        answer = chunk.text("responseId");
      }
      out.add(new StreamEvent.Started(chunk.text("responseId"), chunk.text("modelVersion")));
    }
    for (Json candidate : chunk.list("candidates")) {
      candidate(candidate).take(candidate, out::add);
    }
    if (chunk.at("promptFeedback").text("blockReason") != null) {
      blocked = chunk.at("promptFeedback").text("blockReason");
    }
    reportUsage(chunk.at("usageMetadata"), out);
  }

  private GeminiCandidate candidate(Json candidate) {
    int index = Math.max(0, candidate.number("index", 0));
    if (candidates.size() == MAX_CANDIDATES && !candidates.containsKey(index)) {
      throw ProviderException.of(
          ErrorKind.MALFORMED, "The vendor sent more than " + MAX_CANDIDATES + " answers.");
    }
    return candidates.computeIfAbsent(index, choice -> new GeminiCandidate(answer, choice));
  }

  private void reportUsage(Json told, List<StreamEvent> out) {
    if (GeminiUsage.tells(told) && !told.json().equals(usage)) {
      usage = told.json();
      out.add(new StreamEvent.UsageReported(GeminiUsage.of(told)));
    }
  }

  /** Arguments that came in pieces are put together only now, and may not fit. */
  private void finishOrFail(List<StreamEvent> out) {
    try {
      finish(out);
    } catch (ProviderException bad) {
      fail(bad.facts(), out);
    }
  }

  private void finish(List<StreamEvent> out) {
    GeminiCandidate first = candidates.values().iterator().next();
    for (GeminiCandidate candidate : candidates.values()) {
      candidate.end(out::add);
      FinishReason reason = candidate.finishReason();
      if (reason == null) {
        fail(candidate.failure(), out);
        return;
      }
      if (candidate != first) {
        out.add(new StreamEvent.ChoiceFinished(candidate.choice(), reason, candidate.reason()));
      }
    }
    over = true;
    out.add(new StreamEvent.Finished(first.finishReason(), first.reason(), null));
  }

  private void fail(ErrorFacts facts, List<StreamEvent> out) {
    over = true;
    out.add(new StreamEvent.Failed(facts));
  }
}
