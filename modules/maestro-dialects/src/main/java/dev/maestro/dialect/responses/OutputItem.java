package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;

/** An item of the output that is still growing. */
abstract sealed class OutputItem permits MessageItem, ReasoningItem, CallItem {
  private final EventLog log;
  private final String id;
  private final int index;

  OutputItem(EventLog log, String id, int index) {
    this.log = log;
    this.id = id;
    this.index = index;
  }

  final String id() {
    return id;
  }

  /** Tells that it is there. */
  final void begin(ObjectNode item) {
    ObjectNode added = Json.object().put("output_index", index);
    added.set("item", item);
    log.say("response.output_item.added", added);
  }

  /** Says an event that belongs to it. */
  final void say(String type, ObjectNode fields) {
    ObjectNode event = Json.object().put("item_id", id).put("output_index", index);
    event.setAll(fields);
    log.say("response." + type, event);
  }

  /** Tells that it is whole. */
  final ObjectNode done(ObjectNode item) {
    ObjectNode done = Json.object().put("output_index", index);
    done.set("item", item);
    log.say("response.output_item.done", done);
    return item;
  }

  /** Ends what is open of it. */
  abstract ObjectNode end();
}
