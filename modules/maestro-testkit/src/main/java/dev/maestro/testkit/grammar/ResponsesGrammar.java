package dev.maestro.testkit.grammar;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/** OpenAI Responses. */
public final class ResponsesGrammar implements EventGrammar {
  private static final Set<String> TERMINAL =
      Set.of("response.completed", "response.incomplete", "response.failed");
  private static final Set<String> FRAME =
      Set.of("response.created", "response.in_progress", "response.queued", "error");

  /** Stateless; one serves all. */
  public ResponsesGrammar() {}

  @Override
  public Verdict judge(Buffer stream) {
    Findings found = new Findings();
    List<WireEvent> events = WireEvent.read(stream, found);
    ResponsesItems items = new ResponsesItems(found);
    for (int at = 0; at < events.size(); at++) {
      WireEvent event = events.get(at);
      found.unless(
          !event.type().isEmpty() && event.type().equals(event.name()),
          "an event's name differs from its type");
      found.unless(
          event.json().hasNumber("sequence_number")
              && event.json().numberOrZero("sequence_number") == at,
          "sequence numbers do not count from 0 by one");
      if (!TERMINAL.contains(event.type()) && !FRAME.contains(event.type())) {
        items.take(event);
      }
    }
    Verdict.Ending ending = ending(events, found);
    begin(events, found);
    if (ending == Verdict.Ending.FINISHED) {
      end(events.getFirst().json().at("response"), events.getLast().json().at("response"), found);
      items.end(events.getLast().json().at("response").list("output"));
    }
    return found.verdict(ending);
  }

  private static Verdict.Ending ending(List<WireEvent> events, Findings found) {
    List<WireEvent> terminal =
        events.stream().filter(event -> TERMINAL.contains(event.type())).toList();
    List<WireEvent> errors = events.stream().filter(event -> event.type().equals("error")).toList();
    found.unless(terminal.size() <= 1 && errors.size() <= 1, "there is more than one ending");
    for (WireEvent error : errors) {
      boolean nested = error.json().at("error").hasText("message");
      found.unless(nested || error.json().hasText("message"), "an error without message");
    }
    if (terminal.isEmpty() && errors.isEmpty()) {
      return Verdict.Ending.NONE;
    }
    WireEvent last = events.getLast();
    boolean failed = last.type().equals("response.failed");
    found.unless(
        TERMINAL.contains(last.type()) || last.type().equals("error"),
        "something follows the ending");
    found.unless(errors.isEmpty() || terminal.isEmpty() || failed, "an answer ends well and fails");
    if (failed) {
      Value error = last.json().at("response").at("error");
      found.unless(
          error.hasText("code") && error.hasText("message"),
          "response.failed without code or message");
    }
    return failed || !errors.isEmpty() ? Verdict.Ending.FAILED : Verdict.Ending.FINISHED;
  }

  private static void begin(List<WireEvent> events, Findings found) {
    if (events.isEmpty() || (events.size() == 1 && events.getFirst().type().equals("error"))) {
      return;
    }
    WireEvent first = events.getFirst();
    long created = events.stream().filter(event -> event.type().equals("response.created")).count();
    found.unless(first.type().equals("response.created"), "response.created is not first");
    found.unless(created == 1, "response.created not exactly once");
    Value response = first.json().at("response");
    found.unless(
        "response".equals(response.text("object"))
            && response.hasText("id")
            && response.hasText("model")
            && response.hasNumber("created_at"),
        "a response without object, id, model or created_at");
    found.unless(
        "in_progress".equals(response.text("status")) && response.list("output").isEmpty(),
        "a response that begins is not in progress, or has output");
    for (int at = 2; at < events.size(); at++) {
      found.unless(
          !events.get(at).type().equals("response.in_progress"),
          "response.in_progress is not second");
    }
  }

  private static void end(Value begun, Value ended, Findings found) {
    String status = ended.textOrEmpty("status");
    found.unless(
        begun.textOrEmpty("id").equals(ended.text("id"))
            && begun.at("created_at").equals(ended.at("created_at")),
        "the response's id or created_at changes");
    found.unless(
        status.equals("completed")
            || (status.equals("incomplete") && ended.at("incomplete_details").hasText("reason")),
        "an ended response is neither completed nor incomplete for a reason");
    Value usage = ended.at("usage");
    found.unless(
        usage.raw() == null
            || usage.numberOrZero("total_tokens")
                == usage.numberOrZero("input_tokens") + usage.numberOrZero("output_tokens"),
        "total_tokens is not the sum of input_tokens and output_tokens");
  }
}
