package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import io.vertx.core.buffer.Buffer;

/** Turns the frames of one stream into the bytes of one event stream. */
public interface AnswerWriter {
  Buffer data(FrameBody.Data data);

  Buffer finished(FrameBody.Finished last);

  Buffer failed(FrameBody.Failed last);

  /** Whether a comment may be put after what was written so far. */
  default boolean isBetweenEvents() {
    return true;
  }
}
