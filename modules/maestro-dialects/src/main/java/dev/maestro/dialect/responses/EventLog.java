package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;

/** Numbers and frames the events of one stream. */
final class EventLog {
  private Buffer bytes = Buffer.buffer();
  private int next;

  /** Says an event. */
  void say(String type, ObjectNode fields) {
    ObjectNode event = Json.object().put("type", type).put("sequence_number", next++);
    event.setAll(fields);
    bytes
        .appendString("event: ")
        .appendString(type)
        .appendString("\ndata: ")
        .appendBuffer(Json.bytes(event))
        .appendString("\n\n");
  }

  /** What was said since this was last asked. */
  Buffer take() {
    Buffer said = bytes;
    bytes = Buffer.buffer();
    return said;
  }
}
