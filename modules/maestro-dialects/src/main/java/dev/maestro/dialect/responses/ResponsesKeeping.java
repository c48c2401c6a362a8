package dev.maestro.dialect.responses;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.FieldScan;
import dev.maestro.dialect.FieldScan.Place;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers by their {@code resp_} ids. Bytes are put together as they are, and not built again. */
final class ResponsesKeeping implements AnswerKeeping {
  private static final String PREVIOUS = "previous_response_id";

  @Override
  public Wish wish(Buffer body) {
    Field request = Field.body(Json.of(FieldScan.fields(body, Set.of("store", PREVIOUS))));
    return new Wish(!Boolean.FALSE.equals(request.at("store").flag()), request.at(PREVIOUS).text());
  }

  @Override
  public Buffer alone(Buffer body, List<Turn> before) {
    Map<String, Place> places = FieldScan.places(body, Set.of("input", PREVIOUS));
    Buffer all = Buffer.buffer("[");
    for (Turn turn : before) {
      items(turn.input(), all);
      items(value(turn.answer(), "output"), all);
    }
    items(input(body), all);
    Place previous = places.get(PREVIOUS);
    Place input = places.get("input");
    all.appendString("]");
    // From the end to the beginning, so that the other position stays true.
    return previous.from() > input.from()
        ? put(put(body, previous, Buffer.buffer("null")), input, all)
        : put(put(body, input, all), previous, Buffer.buffer("null"));
  }

  @Override
  public Turn turn(Buffer body, Buffer answer) {
    String id = FieldScan.fields(answer, Set.of("id")).get("id").textValue();
    return new Turn(id, wish(body).previous(), input(body), answer);
  }

  @Override
  public Buffer writeInput(List<Turn> turns, Map<String, String> query) {
    return new InputItems(turns).write(query);
  }

  @Override
  public Buffer writeDeleted(String id) {
    return Json.bytes(
        Json.object().put("id", id).put("object", "response.deleted").put("deleted", true));
  }

  @Override
  public ProviderException unknown(String id) {
    return ProviderException.of(
        ErrorKind.NOT_FOUND, "Response with id '%s' not found.".formatted(id));
  }

  @Override
  public ProviderException unknownPrevious(String id) {
    String message = "Previous response with id '%s' not found.".formatted(id);
    return new ProviderException(
        ErrorFacts.of(ErrorKind.INVALID_REQUEST, message)
            .withCode("previous_response_not_found")
            .withProblems(List.of(new FieldProblem(PREVIOUS, message, null))));
  }

  @Override
  public Buffer ask(Asked asked) {
    return new KeptCall(asked).write();
  }

  /** A request's input as a list. */
  static Buffer input(Buffer body) {
    Buffer input = value(body, "input");
    if (input.length() > 0 && input.getByte(0) == '[') {
      return input;
    }
    return Buffer.buffer("[{\"type\":\"message\",\"role\":\"user\",\"content\":")
        .appendBuffer(input)
        .appendString("}]");
  }

  /** A list's items, after those that are there. */
  private static void items(Buffer list, Buffer into) {
    Buffer inside = list.getBuffer(1, list.length() - 1);
    if (!inside.toString().isBlank()) {
      into.appendString(into.length() > 1 ? "," : "").appendBuffer(inside);
    }
  }

  private static Buffer value(Buffer object, String field) {
    Place place = FieldScan.places(object, Set.of(field)).get(field);
    if (place == null) {
      throw ProviderException.invalid(field, "is missing.", "Add this field.");
    }
    return object.getBuffer(place.from(), place.to());
  }

  private static Buffer put(Buffer body, Place place, Buffer value) {
    return Buffer.buffer(body.length() + value.length())
        .appendBuffer(body, 0, place.from())
        .appendBuffer(value)
        .appendBuffer(body, place.to(), body.length() - place.to());
  }
}
