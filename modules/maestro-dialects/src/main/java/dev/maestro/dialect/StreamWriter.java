package dev.maestro.dialect;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/** Writes one stream in a client's format. One per stream; not thread-safe. */
public interface StreamWriter {
  /** The bytes for one event; empty where the format says nothing of it. */
  Buffer write(StreamEvent event);

  /**
   * The bytes that end the stream well.
   *
   * @param usage the last known, or null
   */
  Buffer end(StreamEvent.Finished finished, Usage usage);
}
