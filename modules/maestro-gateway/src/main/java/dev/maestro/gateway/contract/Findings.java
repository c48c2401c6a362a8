package dev.maestro.gateway.contract;

import dev.maestro.api.FieldProblem;
import dev.maestro.core.settings.Nearest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a person's words what the schema validator found. */
final class Findings {
  /** Said again, and better, by the keyword inside. */
  private static final Set<String> OUTER = Set.of("properties", "items");

  private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");

  private final JsonObject schema;

  Findings(JsonObject schema) {
    this.schema = schema;
  }

  List<FieldProblem> of(JsonObject body, List<OutputUnit> errors) {
    List<FieldProblem> found = new ArrayList<>();
    for (OutputUnit error : errors) {
      finding(
              Pointer.of(error.getKeywordLocation()),
              Pointer.of(error.getInstanceLocation()),
              error)
          .filter(problem -> !found.contains(problem))
          .ifPresent(found::add);
    }
    return found.isEmpty()
        ? List.of(new FieldProblem("body", "it does not fit the contract", "see /openapi.yaml"))
        : found;
  }

  private Optional<FieldProblem> finding(Pointer keyword, Pointer instance, OutputUnit error) {
    String word = keyword.last();
    if (OUTER.contains(word) || keyword.parent().holdsAny(CHOICES)) {
      return Optional.empty();
    }
    JsonObject around = keyword.parent().in(schema);
    return switch (word) {
      case "additionalProperties" -> unknown(around, instance);
      case "required" -> Optional.of(missing(around, instance, error));
      default -> Optional.of(wrong(word, around, instance, error));
    };
  }

  private static Optional<FieldProblem> unknown(JsonObject around, Pointer instance) {
    Set<String> known = around.getJsonObject("properties", new JsonObject()).fieldNames();
    String name = instance.last();
    if (known.contains(name)) {
      return Optional.empty(); // known, but wrong: named apart
    }
    String suggestion =
        Nearest.to(name, known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(
                "leave it out; known here: "
                    + known.stream().sorted().collect(Collectors.joining(", ")));
    return Optional.of(new FieldProblem(instance.path(), "this field is not known", suggestion));
  }

  private static FieldProblem missing(JsonObject around, Pointer instance, OutputUnit error) {
    String said = error.getError();
    String name = said.substring(said.indexOf('"') + 1, said.lastIndexOf('"'));
    JsonObject field =
        around.getJsonObject("properties", new JsonObject()).getJsonObject(name, new JsonObject());
    return new FieldProblem(
        instance.child(name).path(), "it is missing", expected(field, "give it"));
  }

  private static FieldProblem wrong(
      String word, JsonObject around, Pointer instance, OutputUnit error) {
    String problem =
        switch (word) {
          case "enum" -> "this value is not one of those allowed";
          case "type" -> "it has the wrong type";
          case "pattern" -> "it holds characters that are not allowed";
          case "minLength", "minItems" -> "it is too short";
          case "maxLength", "maxItems" -> "it is too long";
          case "minProperties" -> "it says nothing";
          case "minimum", "exclusiveMinimum" -> "it is too small";
          case "maximum", "exclusiveMaximum" -> "it is too large";
          case "anyOf", "oneOf" -> "it has none of the forms allowed";
          default -> error.getError();
        };
    return new FieldProblem(instance.path(), problem, expected(around, "see /openapi.yaml"));
  }

  private static String expected(JsonObject field, String otherwise) {
    JsonArray words = field.getJsonArray("enum");
    if (words != null) {
      return "use one of " + words.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    if (field.getString("description") != null) {
      return "give " + field.getString("description");
    }
    return field.getValue("type") == null
        ? otherwise
        : "give a value of type " + field.getValue("type");
  }
}
