package dev.maestro.core.turn;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts kept turns back into a conversation whose client could not carry them whole. */
public final class TurnRecall {
  private TurnRecall() {}

  /** The calls of the conversation; by the first of a turn its kept one is found. */
  public static List<String> calls(ChatRequest request) {
    return request.messages().stream()
        .filter(message -> message.role() == Role.ASSISTANT)
        .flatMap(message -> Turns.calls(message.parts()))
        .map(Part.ToolCall::id)
        .distinct()
        .toList();
  }

  /**
   * The request with its kept turns as their vendor gave them. Turns of another provider or model
   * stay as the client sent them: what another model signed is of no use to this one.
   *
   * @param kept by first call
   */
  public static ChatRequest into(ChatRequest request, String provider, Map<String, KeptTurn> kept) {
    Map<String, KeptTurn> own = own(request.model(), provider, kept);
    ChatRequestBuilder changed = request.with().noMessages();
    List<Part> run = new ArrayList<>();
    boolean isRunning = false;
    for (Message message : request.messages()) {
      // Messages of the model that follow each other are one turn: some formats split them.
      if (message.role() == Role.ASSISTANT) {
        run.addAll(message.parts());
        isRunning = true;
        continue;
      }
      if (isRunning) {
        changed.message(new Message(Role.ASSISTANT, SentTurn.whole(run, own)));
        run.clear();
        isRunning = false;
      }
      changed.message(message);
    }
    if (isRunning) {
      changed.message(new Message(Role.ASSISTANT, SentTurn.whole(run, own)));
    }
    return changed.build();
  }

  /** By every call of theirs. */
  private static Map<String, KeptTurn> own(
      String model, String provider, Map<String, KeptTurn> kept) {
    Map<String, KeptTurn> own = new HashMap<>();
    for (KeptTurn turn : kept.values()) {
      if (turn.provider().equals(provider) && turn.model().equals(model)) {
        Turns.calls(turn.parts()).forEach(call -> own.putIfAbsent(call.id(), turn));
      }
    }
    return own;
  }
}
