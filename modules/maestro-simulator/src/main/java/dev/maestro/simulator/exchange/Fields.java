package dev.maestro.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a login request's body, by its content type.
 *
 * @param kind how they were written
 * @param values the fields; a null is none
 * @param doubled names that a form has more than once
 */
public record Fields(Kind kind, Map<String, String> values, Set<String> doubled) {

  /** How a body is written. */
  public enum Kind {
    FORM,
    JSON,
    /** Neither, or broken. */
    NONE
  }

  public Fields {
    values = Map.copyOf(values);
    doubled = Set.copyOf(doubled);
  }

  public static Fields of(Incoming incoming) {
    String type = incoming.header("content-type").orElse("");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return form(incoming.body().toString());
    }
    Map<String, String> values = new LinkedHashMap<>();
    if (!type.startsWith("application/json")) {
      return new Fields(Kind.NONE, values, Set.of());
    }
    return Json.read(incoming.body())
        .map(body -> {
          for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!field.getValue().isNull()) {
              values.put(field.getKey(), field.getValue().asText());
            }
          }
          return new Fields(Kind.JSON, values, Set.of());
        })
        .orElse(new Fields(Kind.NONE, values, Set.of()));
  }

  private static Fields form(String body) {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> doubled = new HashSet<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decoded(pair.substring(0, equals));
        if (values.put(name, decoded(pair.substring(equals + 1))) != null) {
          doubled.add(name);
        }
      }
    }
    return new Fields(Kind.FORM, values, doubled);
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The field's value, empty where it is absent. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }
}
