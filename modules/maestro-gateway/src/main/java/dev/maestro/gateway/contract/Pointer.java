package dev.maestro.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A JSON pointer, as the validator writes them: {@code #/messages/0/role}. */
record Pointer(List<String> steps) {
  static Pointer of(String text) {
    String path = text.startsWith("#") ? text.substring(1) : text;
    return new Pointer(
        Arrays.stream(path.split("/", -1))
            .skip(1)
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  String last() {
    return steps.isEmpty() ? "" : steps.getLast();
  }

  Pointer parent() {
    return new Pointer(steps.subList(0, Math.max(0, steps.size() - 1)));
  }

  Pointer child(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Pointer(longer);
  }

  boolean holdsAny(Set<String> words) {
    return steps.stream().anyMatch(words::contains);
  }

  /** The object it points at; an empty one where there is none. */
  JsonObject in(JsonObject root) {
    Object at = root;
    for (String step : steps) {
      at =
          switch (at) {
            case JsonObject object -> object.getValue(step);
            case JsonArray array when step.matches("\\d{1,6}") ->
                array.getValue(Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return at instanceof JsonObject object ? object : new JsonObject();
  }

  /** As people write it: {@code messages[0].role}. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (String step : steps) {
      if (step.matches("\\d+")) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }
}
