package dev.maestro.dialect.gemini;

import dev.maestro.dialect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which result answers which call. The vendor's ids may be missing on either side; then the name
 * tells, and among calls of one name their order.
 */
final class GeminiPairs {
  private static final class Call {
    private final String id;
    private boolean isAnswered;

    Call(String id) {
      this.id = id;
    }
  }

  private final Map<String, Deque<Call>> byId = new HashMap<>();
  private final Map<String, Deque<Call>> byName = new HashMap<>();

  /** Those whose id was made here, by name. */
  private final Map<String, Deque<Call>> made = new HashMap<>();

  private int count;

  /** The id of a call. */
  String called(String given, String name, String arguments) {
    count++;
    boolean isGiven = given != null && !given.isEmpty();
    Call call = new Call(isGiven ? given : made(name, arguments));
    add(byId, call.id, call);
    add(byName, name, call);
    if (!isGiven) {
      add(made, name, call);
    }
    return call.id;
  }

  /** The id of the call that a response answers. */
  String answered(Field response, String name) {
    String given = response.at("id").text();
    if (given == null || given.isEmpty()) {
      Call call = take(byName, name);
      if (call == null) {
        throw response
            .at("name")
            .wrong("answers no call.", "Let it follow the functionCall of the same name.");
      }
      return call.id;
    }
    Call call = take(byId, given);
    // Or else the client numbered the answer to a call that came without an id.
    call = call == null ? take(made, name) : call;
    return call == null ? given : call.id;
  }

  private static void add(Map<String, Deque<Call>> calls, String key, Call call) {
    calls.computeIfAbsent(key, absent -> new ArrayDeque<>()).add(call);
  }

  private static Call take(Map<String, Deque<Call>> calls, String key) {
    Deque<Call> waiting = calls.getOrDefault(key, new ArrayDeque<>());
    while (!waiting.isEmpty()) {
      Call call = waiting.poll();
      if (!call.isAnswered) {
        call.isAnswered = true;
        return call;
      }
    }
    return null;
  }

  /**
   * Of what is always the same about a call, so that a conversation that goes on keeps its ids and
   * with them its place in the vendor's prompt cache.
   */
  private String made(String name, String arguments) {
    String source = count + "/" + name + "/" + arguments;
    return "call_"
        + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
  }
}
