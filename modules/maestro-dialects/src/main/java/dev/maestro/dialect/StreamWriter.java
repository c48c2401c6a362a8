package dev.maestro.dialect;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/** Writes one stream in a client's format. One per stream; not thread-safe. */
public interface StreamWriter {
  /**
   * The bytes for one event; empty where the format says nothing of it. Throws {@link
   * dev.maestro.api.ProviderException} where it cannot be said any more: the answer then fails.
   */
  Buffer write(StreamEvent event);

  /**
   * The bytes that end the stream well.
   *
   * @param usage the last known, or null
   */
  Buffer end(StreamEvent.Finished finished, Usage usage);

  /**
   * The bytes that tell the client that the answer is not complete; nothing follows.
   *
   * @param usage what was known by then, or null
   */
  Buffer fail(ErrorFacts error, Usage usage);

  /** The whole answer after {@link #end}, in a format that keeps answers; else empty. */
  default Buffer whole() {
    return Buffer.buffer();
  }

  /** What may be said in a silence; called between any two of the others. */
  default Buffer ping() {
    return Buffer.buffer(": ping\n\n");
  }
}
