package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;

/** Takes out of a passed-through stream what the client did not ask for. One per stream. */
public interface RawFilter {
  /** What of these bytes goes on to the client now; may be empty. */
  Buffer filter(Buffer chunk);

  /** What was held back when the stream ended. */
  Buffer end();

  /** A filter that lets everything pass. */
  static RawFilter identity() {
    return new RawFilter() {
      @Override
      public Buffer filter(Buffer chunk) {
        return chunk;
      }

      @Override
      public Buffer end() {
        return Buffer.buffer();
      }
    };
  }
}
