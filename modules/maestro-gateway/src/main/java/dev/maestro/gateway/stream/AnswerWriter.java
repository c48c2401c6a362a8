package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Turns the frames of one stream into the bytes of one event stream. */
public interface AnswerWriter {
  Buffer data(FrameBody.Data data);

  Buffer finished(FrameBody.Finished last);

  /** Completes when the bytes of {@link #finished} may go out; never fails. */
  default Future<Void> settled() {
    return Future.succeededFuture();
  }

  Buffer failed(FrameBody.Failed last);

  /** What may be said in a silence, now; empty where nothing may. */
  Buffer ping();
}
