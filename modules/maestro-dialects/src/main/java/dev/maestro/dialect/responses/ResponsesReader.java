package dev.maestro.dialect.responses;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Errors;
import dev.maestro.dialect.openai.Words;
import java.util.ArrayList;
import java.util.List;

/** Reads one stream of typed events. Also reads whole answers, which are a stream's last event. */
final class ResponsesReader implements StreamReader {
  private final ItemReader items = new ItemReader();
  private boolean started;
  private boolean over;

  @Override
  public List<StreamEvent> read(SseEvent event) {
    if (over || event.data().strip().equals("[DONE]")) {
      return List.of();
    }
    List<StreamEvent> out = new ArrayList<>();
    try {
      Json data = Json.parse(event.data());
      if (!data.isObject()) {
        throw ProviderException.of(
            ErrorKind.MALFORMED, "The vendor sent an event that is not an object.");
      }
      String type = data.text("type") == null ? event.name() : data.text("type");
      event(type == null ? "" : type, data, out);
    } catch (ProviderException malformed) {
      fail(malformed.facts(), out);
    }
    return out;
  }

  @Override
  public List<StreamEvent> end(String stray) {
    List<StreamEvent> out = new ArrayList<>();
    if (!over) {
      Json outside = stray.isBlank() ? Json.NONE : Json.tolerant(stray);
      if (outside.at("error").present()) {
        fail(Errors.inStream(outside.at("error")), out);
      } else if (outside.at("detail").present()) {
        fail(Errors.inStream(outside.at("detail")), out);
      } else {
        truncated("The vendor's stream ended before the answer was complete.", out);
      }
    }
    return out;
  }

  /** Reads a whole answer. */
  List<StreamEvent> whole(Json answer) {
    List<StreamEvent> out = new ArrayList<>();
    String status = answer.textOrEmpty("status");
    if (answer.at("error").present() || status.equals("failed")) {
      fail(Errors.inStream(answer.at("error")), out);
      return out;
    }
    if (!answer.at("output").isList()) {
      fail(
          ErrorFacts.of(ErrorKind.MALFORMED, "The vendor sent an answer that has no output."), out);
      return out;
    }
    start(answer, out);
    List<Json> output = answer.list("output");
    for (int index = 0; index < output.size(); index++) {
      items.done(index, output.get(index), out);
      items.annotations(output.get(index), out);
    }
    if (status.equals("completed") || status.equals("incomplete")) {
      finish(answer, status.equals("completed"), out);
    } else {
      truncated("The vendor's answer is not complete.", out);
    }
    return out;
  }

  private void event(String type, Json data, List<StreamEvent> out) {
    switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          start(data.at("response"), out);
      case "response.completed" -> finish(data.at("response"), true, out);
      case "response.incomplete" -> finish(data.at("response"), false, out);
      case "response.failed", "response.cancelled" -> {
        usage(data.at("response"), out);
        fail(Errors.inStream(data.at("response").at("error")), out);
      }
      // The SDK's type is flat, recorded streams are nested.
      case "error" ->
          fail(Errors.inStream(data.at("error").isObject() ? data.at("error") : flat(data)), out);
      default -> {
        start(Json.NONE, out);
        items.read(type, data, out);
      }
    }
  }

  /** A flat error's type is the event's own name, which says nothing. */
  private static Json flat(Json data) {
    var error = Json.object();
    data.fields((name, value) -> {
      if (!name.equals("type") && !name.equals("sequence_number")) {
        error.set(name, value.node());
      }
    });
    return Json.of(error);
  }

  private void start(Json response, List<StreamEvent> out) {
    if (!started) {
      started = true;
      items.answer(response.text("id"));
      out.add(new StreamEvent.Started(response.text("id"), response.text("model")));
    }
  }

  private void usage(Json response, List<StreamEvent> out) {
    if (response.at("usage").isObject()) {
      start(response, out);
      out.add(new StreamEvent.UsageReported(Words.usage(response.at("usage"), "input", "output")));
    }
  }

  private void finish(Json response, boolean complete, List<StreamEvent> out) {
    start(response, out);
    items.end(out);
    usage(response, out);
    over = true;
    String reason = complete ? null : response.at("incomplete_details").text("reason");
    FinishReason neutral =
        switch (reason == null ? "" : reason) {
          case "max_output_tokens" -> FinishReason.LENGTH;
          case "content_filter" -> FinishReason.CONTENT_FILTER;
          default -> items.reason();
        };
    String word = reason != null ? reason : complete ? "completed" : "incomplete";
    out.add(new StreamEvent.Finished(neutral, word, null));
  }

  private void truncated(String message, List<StreamEvent> out) {
    fail(ErrorFacts.of(ErrorKind.TRUNCATED, message), out);
  }

  private void fail(ErrorFacts error, List<StreamEvent> out) {
    over = true;
    out.add(new StreamEvent.Failed(error));
  }
}
