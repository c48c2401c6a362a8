package dev.maestro.core.turn;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts kept turns back into a conversation whose client could not carry them whole. */
public final class TurnRecall {
  private TurnRecall() {}

  /** The first calls of the conversation's turns, by which kept ones are found. */
  public static List<String> firstCalls(ChatRequest request) {
    return turns(request.messages()).stream()
        .filter(turn -> turn.role() == Role.ASSISTANT)
        .flatMap(turn -> Turns.firstCall(turn.parts()).stream())
        .toList();
  }

  /**
   * The request with its kept turns as their vendor gave them. Turns of another provider or model
   * stay as the client sent them: what another model signed is of no use to this one.
   *
   * @param kept by first call
   */
  public static ChatRequest into(ChatRequest request, String provider, Map<String, KeptTurn> kept) {
    ChatRequestBuilder changed = request.with().noMessages();
    for (Message turn : turns(request.messages())) {
      KeptTurn same =
          turn.role() == Role.ASSISTANT
              ? Turns.firstCall(turn.parts()).map(kept::get).orElse(null)
              : null;
      boolean isOwn =
          same != null && same.provider().equals(provider) && same.model().equals(request.model());
      changed.message(isOwn ? new Message(Role.ASSISTANT, merged(turn.parts(), same)) : turn);
    }
    return changed.build();
  }

  /** Messages of the model that follow each other are one turn: some formats split them. */
  private static List<Message> turns(List<Message> messages) {
    List<Message> turns = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() == Role.ASSISTANT
          && !turns.isEmpty()
          && turns.getLast().role() == Role.ASSISTANT) {
        List<Part> parts = new ArrayList<>(turns.removeLast().parts());
        parts.addAll(message.parts());
        turns.add(new Message(Role.ASSISTANT, parts));
      } else {
        turns.add(message);
      }
    }
    return turns;
  }

  private static List<Part> merged(List<Part> sent, KeptTurn kept) {
    Set<String> calls = Turns.calls(sent).map(Part.ToolCall::id).collect(Collectors.toSet());
    boolean isSameText = Turns.text(sent).equals(Turns.text(kept.parts()));
    List<Part> parts = new ArrayList<>();
    boolean isTextDue = !isSameText;
    for (Part part : kept.parts()) {
      if (part instanceof Part.ToolCall call) {
        if (isTextDue) {
          sent.stream().filter(TurnRecall::isSaid).forEach(parts::add);
          isTextDue = false;
        }
        if (calls.contains(call.id())) {
          parts.add(call);
        }
      } else if (isSameText || !isSaid(part)) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static boolean isSaid(Part part) {
    return part instanceof Part.Text || part instanceof Part.Refusal || part instanceof Part.Media;
  }
}
