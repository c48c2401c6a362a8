package dev.maestro.dialect.chat;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads the tool calls of one choice, whose fragments belong together by index alone and may come
 * interleaved: a call is known to be whole where its arguments are, or at the end.
 */
final class CallReader {
  private record Call(int index, String id, ObjectEnd arguments) {}

  private final String answer;
  private final int choice;
  private final Map<Integer, Call> calls = new HashMap<>();
  private final List<Call> open = new ArrayList<>();
  private int count;

  CallReader(String answer, int choice) {
    this.answer = answer;
    this.choice = choice;
  }

  boolean any() {
    return count > 0;
  }

  /**
   * Reads a fragment.
   *
   * @param at the vendor's index. Some compatible vendors say 0 for each of several calls: another
   *     id together with a name begins another call
   */
  void read(int at, Json fragment, Json function, List<StreamEvent> out) {
    String id = fragment.textOrEmpty("id");
    String name = function.textOrEmpty("name");
    Call call = calls.get(at);
    if (call == null || (!id.isEmpty() && !name.isEmpty() && !id.equals(call.id()))) {
      if (call != null && open.remove(call)) {
        out.add(new StreamEvent.ToolCallEnded(choice, call.index()));
      }
      endWhole(out);
      call = new Call(count, id.isEmpty() ? made() : id, new ObjectEnd());
      count++;
      calls.put(at, call);
      open.add(call);
      out.add(new StreamEvent.ToolCallStarted(choice, call.index(), call.id(), name));
    }
    String arguments = function.textOrEmpty("arguments");
    boolean isPadding = arguments.isBlank() && !open.contains(call);
    if (!arguments.isEmpty() && !isPadding) {
      call.arguments().feed(arguments);
      out.add(new StreamEvent.ToolCallDelta(choice, call.index(), arguments));
    }
  }

  /** Something else begins: calls whose arguments are whole are ended. */
  void endWhole(List<StreamEvent> out) {
    open.removeIf(call -> {
      boolean isWhole = call.arguments().isReached();
      if (isWhole) {
        out.add(new StreamEvent.ToolCallEnded(choice, call.index()));
      }
      return isWhole;
    });
  }

  /** All calls are whole. */
  void end(List<StreamEvent> out) {
    open.forEach(call -> out.add(new StreamEvent.ToolCallEnded(choice, call.index())));
    open.clear();
  }

  /** Clients need an id that no other call of the conversation has. */
  private String made() {
    String source = answer + '/' + choice + '/' + count;
    return "call_"
        + UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
  }
}
