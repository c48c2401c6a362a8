package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments that come piece by piece, each with the path of its value ({@code $.list[0].name});
 * text of the same path is joined.
 */
final class GeminiArguments {
  private static final int MAX_CHARACTERS = 32 << 20;

  /** Places of lists that a path skips, in all of a call; each costs memory, and no characters. */
  private static final int MAX_SKIPPED = 10_000;

  private static final int MAX_DEPTH = 100;
  private static final int MAX_PATH = 4_096;

  /** {@code .name}, {@code [3]} or {@code ['any name']}. */
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^.\\[\\]]+)|\\[(\\d{1,6})\\]|\\['((?:[^'\\\\]|\\\\.)*)'\\]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"\\]");

  private final Map<String, StringBuilder> texts = new HashMap<>();
  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private int size;
  private int skipped;

  void add(Json piece) {
    String path = piece.textOrEmpty("jsonPath");
    String text = piece.text("stringValue");
    size += path.length() + (text == null ? 16 : text.length());
    if (size > MAX_CHARACTERS) {
      throw malformed("arguments larger than " + MAX_CHARACTERS + " characters");
    }
    if (text != null) {
      texts.computeIfAbsent(path, absent -> new StringBuilder()).append(text);
      values.put(path, JsonNodeFactory.instance.nullNode());
    } else if (piece.at("numberValue").present()) {
      values.put(path, piece.at("numberValue").node());
    } else if (piece.at("boolValue").present()) {
      values.put(path, piece.at("boolValue").node());
    } else if (!piece.at("nullValue").node().isMissingNode()) {
      values.put(path, JsonNodeFactory.instance.nullNode());
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Puts all values where their paths say. */
  void into(ObjectNode arguments) {
    values.forEach((path, value) -> {
      JsonNode leaf =
          texts.containsKey(path)
              ? JsonNodeFactory.instance.textNode(texts.get(path).toString())
              : value;
      place(arguments, steps(path), leaf);
    });
  }

  /** The steps of a path: names as text, positions as whole numbers. */
  private static List<Object> steps(String path) {
    if (path.length() > MAX_PATH) {
      throw malformed("an argument whose path is longer than " + MAX_PATH + " characters");
    }
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int at = path.startsWith("$") ? 1 : 0;
    while (at < path.length() && matcher.find(at) && matcher.start() == at) {
      if (matcher.group(2) != null) {
        steps.add(Integer.valueOf(matcher.group(2)));
      } else if (matcher.group(1) != null) {
        steps.add(matcher.group(1));
      } else {
        String quoted = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
        steps.add(quoted.replaceAll("\\\\(.)", "$1"));
      }
      at = matcher.end();
    }
    if (at < path.length() || steps.isEmpty() || steps.size() > MAX_DEPTH) {
      throw malformed("an argument whose path cannot be read");
    }
    return steps;
  }

  private void place(JsonNode root, List<Object> steps, JsonNode leaf) {
    JsonNode here = root;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      JsonNode next = last ? leaf : container(child(here, steps.get(i)), steps.get(i + 1));
      put(here, steps.get(i), next);
      here = next;
    }
  }

  private static JsonNode child(JsonNode here, Object step) {
    return step instanceof Integer index ? here.path(index) : here.path((String) step);
  }

  private static JsonNode container(JsonNode present, Object step) {
    if (step instanceof Integer) {
      return present.isArray() ? present : Json.array();
    }
    return present.isObject() ? present : Json.object();
  }

  private void put(JsonNode here, Object step, JsonNode value) {
    if (here instanceof ObjectNode object && step instanceof String name) {
      object.set(name, value);
    } else if (here instanceof ArrayNode array && step instanceof Integer index) {
      skipped += Math.max(0, index - array.size());
      if (skipped > MAX_SKIPPED) {
        throw malformed("arguments that leave more than " + MAX_SKIPPED + " places empty");
      }
      while (array.size() <= index) {
        array.addNull();
      }
      array.set(index, value);
    } else {
      throw malformed("an argument whose path cannot be read");
    }
  }

  private static ProviderException malformed(String what) {
    return ProviderException.of(ErrorKind.MALFORMED, "The vendor sent " + what + ".");
  }
}
