package dev.maestro.simulator.exchange;

import io.vertx.core.buffer.Buffer;

/** How the events of a stream become bytes. */
public enum Framing {
  SSE_LF("text/event-stream; charset=utf-8"),
  SSE_CRLF("text/event-stream"),
  /** One JSON array, as Gemini streams without {@code alt=sse}. */
  JSON_ARRAY("application/json; charset=UTF-8");

  private final String contentType;

  Framing(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /** The bytes of an event; {@code index} counts the events before it. */
  Buffer frame(Event event, long index) {
    if (this == JSON_ARRAY) {
      return Buffer.buffer((index == 0 ? "[" : "\n,\r\n") + event.data());
    }
    String end = this == SSE_CRLF ? "\r\n" : "\n";
    if (event.bare()) {
      return Buffer.buffer(event.data() + end);
    }
    String name = event.name().isEmpty() ? "" : "event: " + event.name() + end;
    return Buffer.buffer(name + "data: " + event.data() + end + end);
  }

  /** The bytes after the last of {@code count} events. */
  Buffer end(long count) {
    if (this != JSON_ARRAY) {
      return Buffer.buffer();
    }
    return Buffer.buffer(count == 0 ? "[]" : "\n]\n");
  }
}
