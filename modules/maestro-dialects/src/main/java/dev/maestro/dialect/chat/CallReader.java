package dev.maestro.dialect.chat;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the tool calls of one choice, whose fragments belong together by index alone. */
final class CallReader {
  private record Call(int index, String id) {}

  private final int choice;
  private final Map<Integer, Call> calls = new HashMap<>();
  private int count;
  private Call open;

  CallReader(int choice) {
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
      end(out);
      call = new Call(count, id.isEmpty() ? "call_" + choice + "_" + count : id);
      count++;
      calls.put(at, call);
      open = call;
      out.add(new StreamEvent.ToolCallStarted(choice, call.index(), call.id(), name));
    }
    String arguments = function.textOrEmpty("arguments");
    if (!arguments.isEmpty()) {
      out.add(new StreamEvent.ToolCallDelta(choice, call.index(), arguments));
    }
  }

  /** The open call is whole. */
  void end(List<StreamEvent> out) {
    if (open != null) {
      out.add(new StreamEvent.ToolCallEnded(choice, open.index()));
      open = null;
    }
  }
}
