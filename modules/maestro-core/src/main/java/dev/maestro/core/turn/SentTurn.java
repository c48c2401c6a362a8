package dev.maestro.core.turn;

import dev.maestro.api.chat.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client sent of one turn.
 *
 * @param kept the turn as its vendor gave it, or null where none was kept
 */
record SentTurn(KeptTurn kept, List<Part> sent) {
  /**
   * What the model said in a row, with its kept turns in the places of what was sent of them. Where
   * a client leaves out what stood between two turns, both stand in one row.
   *
   * @param own kept turns by each of their calls
   */
  static List<Part> whole(List<Part> row, Map<String, KeptTurn> own) {
    List<Part> whole = new ArrayList<>();
    split(row, own).forEach(turn -> whole.addAll(turn.parts()));
    return whole;
  }

  /** What stands before a turn's first call belongs to it. */
  private static List<SentTurn> split(List<Part> row, Map<String, KeptTurn> own) {
    List<SentTurn> turns = new ArrayList<>();
    Set<KeptTurn> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Part> pending = new ArrayList<>();
    SentTurn open = new SentTurn(null, new ArrayList<>());
    turns.add(open);
    for (Part part : row) {
      if (part instanceof Part.ToolCall call) {
        KeptTurn kept = own.get(call.id());
        boolean isNext = kept == null ? !pending.isEmpty() : seen.add(kept);
        if (isNext) {
          open = new SentTurn(kept, new ArrayList<>());
          turns.add(open);
        }
        open.sent.addAll(pending);
        pending.clear();
        open.sent.add(call);
      } else {
        pending.add(part);
      }
    }
    // What was said after a turn that is whole already is none of it.
    if (open.isSaidWhole() && pending.stream().anyMatch(SentTurn::isSaid)) {
      open = new SentTurn(null, new ArrayList<>());
      turns.add(open);
    }
    open.sent.addAll(pending);
    return turns;
  }

  private boolean isSaidWhole() {
    return kept != null && Turns.text(sent).equals(Turns.text(kept.parts()));
  }

  private List<Part> parts() {
    return kept == null || isChanged() ? sent : merged();
  }

  /** Whether the client changed what a call was made with. */
  private boolean isChanged() {
    Map<String, String> arguments =
        Turns.calls(kept.parts())
            .collect(
                Collectors.toMap(
                    Part.ToolCall::id, Part.ToolCall::arguments, (first, again) -> first));
    return Turns.calls(sent)
        .filter(call -> arguments.containsKey(call.id()))
        .anyMatch(call -> !Arguments.areSame(call.arguments(), arguments.get(call.id())));
  }

  private List<Part> merged() {
    Set<String> calls = Turns.calls(sent).map(Part.ToolCall::id).collect(Collectors.toSet());
    Set<String> known =
        Turns.calls(kept.parts()).map(Part.ToolCall::id).collect(Collectors.toSet());
    boolean isSameText = isSaidWhole();
    List<Part> parts = new ArrayList<>();
    boolean isTextDue = !isSameText;
    for (Part part : kept.parts()) {
      if (part instanceof Part.ToolCall call) {
        if (isTextDue) {
          sent.stream().filter(SentTurn::isSaid).forEach(parts::add);
          isTextDue = false;
        }
        if (calls.contains(call.id())) {
          parts.add(call);
        }
      } else if (isSameText || !isSaid(part)) {
        parts.add(part);
      }
    }
    Turns.calls(sent).filter(call -> !known.contains(call.id())).forEach(parts::add);
    return parts;
  }

  private static boolean isSaid(Part part) {
    return part instanceof Part.Text || part instanceof Part.Refusal || part instanceof Part.Media;
  }
}
