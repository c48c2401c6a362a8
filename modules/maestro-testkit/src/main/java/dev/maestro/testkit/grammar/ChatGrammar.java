package dev.maestro.testkit.grammar;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OpenAI Chat Completions. */
public final class ChatGrammar implements EventGrammar {
  /** Stateless; one serves all. */
  public ChatGrammar() {}

  @Override
  public Verdict judge(Buffer stream) {
    Findings found = new Findings();
    List<WireEvent> events = WireEvent.read(stream, found);
    Verdict.Ending ending = ending(events, found);
    found.unless(
        events.stream().allMatch(event -> event.name() == null),
        "an event has a name, which this dialect does not use");
    List<Value> chunks =
        events.stream()
            .filter(event -> !event.isDone() && !event.json().has("error"))
            .map(WireEvent::json)
            .toList();
    heads(chunks, found);
    usage(chunks, found);
    choices(chunks, ending, found);
    return found.verdict(ending);
  }

  private static Verdict.Ending ending(List<WireEvent> events, Findings found) {
    long done = events.stream().filter(WireEvent::isDone).count();
    long errors = events.stream().filter(event -> event.json().has("error")).count();
    found.unless(done + errors <= 1, "there is more than one ending");
    if (events.isEmpty()) {
      return Verdict.Ending.NONE;
    }
    WireEvent last = events.getLast();
    found.unless(done == 0 || last.isDone(), "[DONE] is not last");
    if (errors > 0) {
      found.unless(last.json().has("error"), "something follows an error");
      found.unless(last.json().at("error").hasText("message"), "an error without a message");
      return Verdict.Ending.FAILED;
    }
    return done > 0 ? Verdict.Ending.FINISHED : Verdict.Ending.NONE;
  }

  private static void heads(List<Value> chunks, Findings found) {
    for (Value chunk : chunks) {
      found.unless(
          "chat.completion.chunk".equals(chunk.text("object")),
          "a chunk's object is not chat.completion.chunk");
      found.unless(chunk.hasText("id"), "a chunk without id");
      found.unless(chunk.hasNumber("created"), "a chunk without created");
      found.unless(chunk.hasText("model"), "a chunk without model");
      found.unless(chunk.at("choices").isList(), "a chunk without choices");
    }
    for (String same : List.of("id", "created")) {
      found.unless(
          chunks.stream().map(chunk -> chunk.at(same)).distinct().count() <= 1,
          "chunks do not share one " + same);
    }
  }

  private static void usage(List<Value> chunks, Findings found) {
    List<Value> told = chunks.stream().filter(chunk -> chunk.has("usage")).toList();
    found.unless(told.size() <= 1, "usage more than once");
    if (told.isEmpty()) {
      return;
    }
    found.unless(
        chunks.getLast().has("usage") && told.getFirst().list("choices").isEmpty(),
        "usage is not in a last chunk without choices");
    Value usage = told.getFirst().at("usage");
    found.unless(
        usage.hasNumber("prompt_tokens")
            && usage.hasNumber("completion_tokens")
            && usage.numberOrZero("total_tokens")
                == usage.numberOrZero("prompt_tokens") + usage.numberOrZero("completion_tokens"),
        "total_tokens is not the sum of prompt_tokens and completion_tokens");
  }

  private static void choices(List<Value> chunks, Verdict.Ending ending, Findings found) {
    Map<Long, ChatChoice> choices = new TreeMap<>();
    for (Value chunk : chunks) {
      List<Value> told = chunk.list("choices");
      found.unless(!told.isEmpty() || chunk.has("usage"), "a chunk with neither choices nor usage");
      for (Value choice : told) {
        found.unless(choice.hasNumber("index"), "a choice without index");
        choices
            .computeIfAbsent(choice.numberOrZero("index"), index -> new ChatChoice(found))
            .take(choice);
      }
    }
    if (ending == Verdict.Ending.FINISHED) {
      found.unless(!choices.isEmpty(), "there is no choice");
      choices.values().forEach(ChatChoice::end);
    }
  }
}
