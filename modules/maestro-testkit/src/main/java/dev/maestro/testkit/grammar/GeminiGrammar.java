package dev.maestro.testkit.grammar;

import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gemini generateContent, as events or as the JSON list of a stream without {@code alt=sse}. */
public final class GeminiGrammar implements EventGrammar {
  /** Stateless; one serves all. */
  public GeminiGrammar() {}

  @Override
  public Verdict judge(Buffer stream) {
    Findings found = new Findings();
    List<Value> chunks = isList(stream) ? list(stream, found) : events(stream, found);
    List<Value> errors = chunks.stream().filter(chunk -> chunk.has("error")).toList();
    List<Value> said = chunks.stream().filter(chunk -> !chunk.has("error")).toList();
    boolean finished = candidates(said, found);
    Verdict.Ending ending =
        !errors.isEmpty()
            ? Verdict.Ending.FAILED
            : finished ? Verdict.Ending.FINISHED : Verdict.Ending.NONE;
    if (!errors.isEmpty()) {
      found.unless(!finished && errors.size() == 1, "there is more than one ending");
      found.unless(chunks.getLast().has("error"), "something follows an error");
      Value error = errors.getFirst().at("error");
      found.unless(
          error.hasNumber("code") && error.hasText("message") && error.hasText("status"),
          "an error without code, message or status");
    }
    heads(said, found);
    return found.verdict(ending);
  }

  private static boolean isList(Buffer stream) {
    String text = stream.toString().strip();
    return text.startsWith("[");
  }

  private static List<Value> list(Buffer stream, Findings found) {
    Value list = Value.read(stream.toString());
    found.unless(list != null && list.isList(), "the list is no whole JSON");
    return list == null ? List.of() : list.list();
  }

  private static List<Value> events(Buffer stream, Findings found) {
    List<WireEvent> events = WireEvent.read(stream, found);
    found.unless(events.stream().noneMatch(WireEvent::isDone), "[DONE] is not of this dialect");
    found.unless(
        events.stream().allMatch(event -> event.name() == null),
        "an event has a name, which this dialect does not use");
    return events.stream().filter(event -> !event.isDone()).map(WireEvent::json).toList();
  }

  private static void heads(List<Value> chunks, Findings found) {
    for (Value chunk : chunks) {
      found.unless(
          !chunk.list("candidates").isEmpty()
              || chunk.has("promptFeedback")
              || chunk.has("usageMetadata"),
          "a chunk without candidates, promptFeedback or usage");
      found.unless(chunk.hasText("responseId"), "a chunk without responseId");
      found.unless(chunk.hasText("modelVersion"), "a chunk without modelVersion");
      usage(chunk.at("usageMetadata"), found);
    }
    found.unless(
        chunks.stream().map(chunk -> chunk.text("responseId")).distinct().count() <= 1,
        "chunks do not share one responseId");
    boolean told = chunks.stream().anyMatch(chunk -> chunk.has("usageMetadata"));
    found.unless(!told || chunks.getLast().has("usageMetadata"), "the last chunk has no usage");
  }

  private static void usage(Value usage, Findings found) {
    if (usage.isObject()) {
      long sum =
          usage.numberOrZero("promptTokenCount")
              + usage.numberOrZero("candidatesTokenCount")
              + usage.numberOrZero("thoughtsTokenCount")
              + usage.numberOrZero("toolUsePromptTokenCount");
      found.unless(
          usage.numberOrZero("totalTokenCount") == sum,
          "totalTokenCount is not the sum of prompt, candidates and thoughts");
    }
  }

  /** Whether the stream has come to its end. */
  private static boolean candidates(List<Value> chunks, Findings found) {
    Map<Long, Boolean> finished = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    boolean blocked = false;
    for (Value chunk : chunks) {
      found.unless(!blocked, "something follows a block reason");
      blocked |= chunk.at("promptFeedback").hasText("blockReason");
      for (Value candidate : chunk.list("candidates")) {
        long index = candidate.numberOrZero("index");
        found.unless(
            !finished.getOrDefault(index, false), "a candidate goes on after its finishReason");
        finished.put(index, candidate.hasText("finishReason"));
        content(candidate.at("content"), ids, found);
      }
    }
    boolean all = !finished.isEmpty() && finished.values().stream().allMatch(done -> done);
    found.unless(!blocked || finished.isEmpty(), "both candidates and a block reason");
    found.unless(
        finished.isEmpty() || all || finished.values().stream().noneMatch(done -> done),
        "a candidate without finishReason");
    return blocked || all;
  }

  private static void content(Value content, Set<String> ids, Findings found) {
    if (!content.isObject()) {
      return;
    }
    found.unless("model".equals(content.text("role")), "content without role model");
    for (Value part : content.list("parts")) {
      Value call = part.at("functionCall");
      found.unless(
          part.isObject() && !part.isEmpty() && (!part.has("text") || part.at("text").isText()),
          "a part without content");
      if (call.raw() != null) {
        found.unless(call.hasText("name"), "a functionCall without name");
        found.unless(
            !call.has("args") || call.at("args").isObject(), "a functionCall's args are no object");
        found.unless(
            !call.has("partialArgs") && !call.has("willContinue"),
            "a functionCall in pieces, which the client did not ask for");
        found.unless(!call.hasText("id") || ids.add(call.text("id")), "two calls share an id");
      }
    }
  }
}
