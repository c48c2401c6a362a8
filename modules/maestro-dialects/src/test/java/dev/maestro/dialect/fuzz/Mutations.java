package dev.maestro.dialect.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Good inputs made bad: values of another kind where a value stands, and bytes astray. */
final class Mutations {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"\\u0000\\ud800\"",
          "\"data:;base64,\"",
          "\"$['\"",
          "-1",
          "0.5",
          "1e999",
          "99999999999999999999",
          "2147483648",
          "[]",
          "{}",
          "[[[[[[[[]]]]]]]]",
          "[null,1,\"a\",{}]",
          "{\"type\":\"text\",\"text\":7}",
          "{\"type\":\"nobody_knows\"}",
          "{\"error\":{}}");

  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r\n\r\n",
          "data: ",
          "event: x\n",
          ": ",
          "{",
          "}",
          "[",
          "\"",
          "\\",
          ",",
          "null",
          "\uFEFF",
          "\u0000",
          "data: [DONE]\n\n",
          "{\"error\":{\"code\":1}}\n");

  private Mutations() {}

  /** JSON texts with up to four of their values replaced or taken away. */
  static Arbitrary<String> json(List<String> seeds) {
    Arbitrary<List<Integer>> places = Arbitraries.integers().between(0, 400).list().ofMaxSize(4);
    Arbitrary<List<String>> values = Arbitraries.of(VALUES).list().ofSize(4);
    return Combinators.combine(Arbitraries.of(seeds), places, values)
        .as((seed, at, value) -> {
          JsonNode root = Json.tolerant(seed).node();
          if (!root.isContainerNode()) {
            return seed;
          }
          for (int i = 0; i < at.size(); i++) {
            replace(root, at.get(i), Json.parse(value.get(i)).node());
          }
          return root.toString();
        });
  }

  private static void replace(JsonNode root, int place, JsonNode value) {
    List<Runnable> places = new ArrayList<>();
    collect(root, value, places);
    if (!places.isEmpty()) {
      places.get(place % places.size()).run();
    }
  }

  private static void collect(JsonNode node, JsonNode value, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        places.add(() -> object.set(field.getKey(), value));
        places.add(() -> object.remove(field.getKey()));
        collect(field.getValue(), value, places);
      }
    } else if (node instanceof ArrayNode list) {
      for (int index = 0; index < list.size(); index++) {
        int at = index;
        places.add(() -> list.set(at, value));
        collect(list.get(index), value, places);
      }
    }
  }

  /** Bytes of a text with up to four pieces put in or cut out, or bytes of no sense at all. */
  static Arbitrary<Buffer> bytes(Arbitrary<String> texts) {
    Arbitrary<List<Integer>> places =
        Arbitraries.integers().between(0, 1 << 16).list().ofMaxSize(4);
    Arbitrary<List<String>> pieces = Arbitraries.of(PIECES).list().ofSize(4);
    Arbitrary<Buffer> astray =
        Combinators.combine(texts, places, pieces)
            .as((text, at, piece) -> {
              StringBuilder all = new StringBuilder(text);
              for (int i = 0; i < at.size(); i++) {
                int place = at.get(i) % (all.length() + 1);
                if (at.get(i) % 3 == 0) {
                  all.delete(place, Math.min(all.length(), place + at.get(i) % 50));
                } else {
                  all.insert(place, piece.get(i));
                }
              }
              return Buffer.buffer(all.toString());
            });
    Arbitrary<Buffer> noise =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Buffer::buffer);
    return Arbitraries.frequencyOf(Tuple.of(8, astray), Tuple.of(1, noise));
  }
}
