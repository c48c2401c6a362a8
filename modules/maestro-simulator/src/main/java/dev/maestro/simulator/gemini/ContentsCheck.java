package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules between contents: roles, function responses, and thought signatures. */
final class ContentsCheck {
  static final String PREFIX = "EpEg";
  static final String CALL = "gemini-call";
  static final String TEXT = "gemini-text";

  /** What Google documents for a history that another vendor's model made. */
  private static final String PLACEHOLDER = "skip_thought_signature_validator";

  private final Signatures signatures;

  ContentsCheck(Signatures signatures) {
    this.signatures = signatures;
  }

  void check(JsonNode contents, ModelRules rules) {
    int turnStart = 0;
    for (int i = 0; i < contents.size(); i++) {
      JsonNode content = contents.get(i);
      if (!Set.of("", "user", "model", "function").contains(content.path("role").asText())) {
        throw GeminiErrors.invalid("Please use a valid role: user, model.");
      }
      if (content.path("parts").isEmpty()) {
        throw GeminiErrors.invalid(
            "* GenerateContentRequest.contents["
                + i
                + "].parts: contents.parts must not be empty.\n");
      }
      if (!isModel(content) && parts(content, "functionResponse").isEmpty()) {
        turnStart = i;
      }
      responses(content, contents.path(i + 1));
      for (JsonNode part : content.path("parts")) {
        signature(part);
      }
    }
    if (rules.third()) {
      for (int i = turnStart + 1; i < contents.size(); i++) {
        required(contents.get(i), i + 1);
      }
    }
  }

  private static boolean isModel(JsonNode content) {
    return content.path("role").asText().equals("model");
  }

  private static List<JsonNode> parts(JsonNode content, String kind) {
    List<JsonNode> parts = new ArrayList<>();
    for (JsonNode part : content.path("parts")) {
      if (part.has(kind)) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static void responses(JsonNode content, JsonNode next) {
    int calls = isModel(content) ? parts(content, "functionCall").size() : 0;
    int answered = parts(next, "functionResponse").size();
    if (calls != answered && (calls > 0 || (isModel(content) && answered > 0))) {
      throw GeminiErrors.invalid(
          "Please ensure that the number of function response parts is equal to the number of"
              + " function call parts of the function call turn.");
    }
  }

  private void signature(JsonNode part) {
    if (!part.hasNonNull("thoughtSignature")) {
      return;
    }
    String signature = part.path("thoughtSignature").asText();
    boolean call = part.has("functionCall");
    boolean good =
        call
            ? signatures.verify(PREFIX, CALL, content(part.path("functionCall")), signature)
            : signatures.verify(PREFIX, TEXT, "", signature);
    if (!good && !signature.equals(PLACEHOLDER)) {
      throw GeminiErrors.invalid("Corrupted thought signature.");
    }
  }

  private static void required(JsonNode content, int position) {
    List<JsonNode> calls = isModel(content) ? parts(content, "functionCall") : List.of();
    if (!calls.isEmpty() && !calls.getFirst().hasNonNull("thoughtSignature")) {
      throw GeminiErrors.invalid(
          "Function call is missing a thought_signature in functionCall parts. This is required for"
              + " tools to work correctly, and missing thought_signature may lead to degraded model"
              + " performance. Additional data, function call `default_api:"
              + calls.getFirst().path("functionCall").path("name").asText()
              + "` , position "
              + position
              + ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more"
              + " details.");
    }
  }

  /** A call's name and arguments, however the client writes its JSON. */
  static String content(JsonNode call) {
    return call.path("name").asText() + canonical(call.path("args"));
  }

  private static String canonical(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString();
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(canonical(item)));
      return items.toString();
    }
    if (!value.isObject()) {
      return value.isMissingNode() ? "{}" : value.toString();
    }
    ObjectNode sorted = Json.object();
    Set<String> names = new TreeSet<>();
    value.fieldNames().forEachRemaining(names::add);
    names.forEach(name -> sorted.put(name, canonical(value.get(name))));
    return sorted.toString();
  }
}
