package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the output of one answer, an item after the other, and keeps it for the event that ends
 * the stream. This format has one choice: others have no place.
 */
final class OutputWriter {
  private final EventLog log;
  private final String token;
  private final CustomTools custom;
  private final ArrayNode items = Json.array();
  private final List<StreamEvent> held = new ArrayList<>();
  private OutputItem open;
  private int next;
  private boolean refused;
  private boolean called;

  /**
   * For one answer.
   *
   * @param token what makes the ids of its items unique
   */
  OutputWriter(EventLog log, String token, CustomTools custom) {
    this.log = log;
    this.token = token;
    this.custom = custom;
  }

  /** The items that are whole. */
  ArrayNode items() {
    return items;
  }

  /** Whether it is a refusal and nothing to act on. */
  boolean isRefusal() {
    return refused && !called;
  }

  /** Writes what belongs to the output. While a call is open, what is not the call's waits. */
  void add(StreamEvent event) {
    if (open instanceof CallItem call && !call.owns(event)) {
      held.add(event);
      return;
    }
    switch (event) {
      case StreamEvent.TextDelta delta when first(delta.choice(), delta.text()) ->
          message().text(delta.text());
      case StreamEvent.RefusalDelta delta when first(delta.choice(), delta.text()) -> {
        refused = true;
        message().refusal(delta.text());
      }
      case StreamEvent.ReasoningDelta delta when first(delta.choice(), delta.text()) ->
          reasoning().thoughts(delta.text());
      case StreamEvent.PartEnded ended when ended.choice() == 0 -> endPart(ended.kind());
      case StreamEvent.ToolCallStarted call when call.choice() == 0 -> begin(call);
      case StreamEvent.ToolCallDelta delta
          when delta.choice() == 0 && open instanceof CallItem call ->
          call.more(delta.arguments());
      case StreamEvent.ToolCallEnded ended when ended.choice() == 0 && open instanceof CallItem ->
          goOn();
      case StreamEvent.OpaqueBlock block
          when block.choice() == 0 && block.origin().equals(ResponsesWire.DIALECT) ->
          own(block, Json.tolerant(block.json()));
      default -> {} // this format says nothing of it
    }
  }

  /** The answer is over. */
  void end() {
    while (!held.isEmpty()) {
      goOn();
    }
    endItem();
  }

  private static boolean first(int choice, String text) {
    return choice == 0 && !text.isEmpty();
  }

  /** Ends the open item, and says what waited for that. */
  private void goOn() {
    endItem();
    List<StreamEvent> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(this::add);
  }

  private void endItem() {
    if (open != null) {
      items.add(open.end());
      open = null;
    }
  }

  private void endPart(StreamEvent.PartKind kind) {
    if (kind == StreamEvent.PartKind.TEXT && open instanceof MessageItem message) {
      message.endPart();
    } else if (kind == StreamEvent.PartKind.REASONING && open instanceof ReasoningItem thoughts) {
      thoughts.endPart();
    }
  }

  private MessageItem message() {
    if (!(open instanceof MessageItem)) {
      endItem();
      open = new MessageItem(log, id("msg"), next++);
    }
    return (MessageItem) open;
  }

  private ReasoningItem reasoning() {
    if (!(open instanceof ReasoningItem)) {
      endItem();
      open = new ReasoningItem(log, id("rs"), next++);
    }
    return (ReasoningItem) open;
  }

  private void begin(StreamEvent.ToolCallStarted call) {
    endItem();
    called = true;
    boolean text = custom.names().contains(call.name());
    open = new CallItem(log, id(text ? "ctc" : "fc"), next++, call, text);
  }

  /** What an answer of this very format held. */
  private void own(StreamEvent.OpaqueBlock block, Json json) {
    switch (block.type()) {
      case "logprobs" -> message().logprobs(json);
      case "annotation" ->
          message().annotation(json.at("annotation").present() ? json.at("annotation") : json);
      default -> item(block.type(), json);
    }
  }

  /** Other events of the vendor's speak of items by numbers that are not these. */
  private void item(String type, Json json) {
    if (!json.isObject() || !type.equals(json.text("type")) || type.startsWith("response.")) {
      return;
    }
    ObjectNode item = (ObjectNode) json.node();
    if (type.equals("reasoning") && open instanceof ReasoningItem thoughts) {
      items.add(thoughts.endAs(item));
      open = null;
    } else {
      whole(item);
    }
  }

  /** An item that comes whole. */
  private void whole(ObjectNode item) {
    endItem();
    if (!item.hasNonNull("id")) {
      item.put("id", id("item"));
    }
    ObjectNode at = Json.object().put("output_index", next++);
    at.set("item", item);
    log.say("response.output_item.added", at);
    log.say("response.output_item.done", at);
    items.add(item);
  }

  private String id(String prefix) {
    return prefix + "_" + token + "%04x".formatted(next);
  }
}
