package dev.maestro.e2e.sdk;

import java.util.List;
import java.util.Map;

/**
 * What a client asks, whatever its SDK.
 *
 * @param tools names of tools that take a city
 * @param image base64 of a PNG, or null
 * @param person whether the answer shall be JSON of {@link #PERSON}
 * @param thinks whether the model shall think, and show it
 */
record Ask(
    String model, String prompt, List<String> tools, String image, boolean person, boolean thinks) {
  static final Map<String, Object> CITY =
      Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));

  static final Map<String, Object> PERSON =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("name", Map.of("type", "string"), "age", Map.of("type", "integer")),
          "required",
          List.of("name", "age"),
          "additionalProperties",
          false);

  Ask(String model, String prompt) {
    this(model, prompt, List.of(), null, false, false);
  }

  Ask withTools(String... names) {
    return new Ask(model, prompt, List.of(names), image, person, thinks);
  }

  Ask withImage(String base64) {
    return new Ask(model, prompt, tools, base64, person, thinks);
  }

  Ask forPerson() {
    return new Ask(model, prompt, tools, image, true, thinks);
  }

  Ask thinking() {
    return new Ask(model, prompt, tools, image, person, true);
  }
}
