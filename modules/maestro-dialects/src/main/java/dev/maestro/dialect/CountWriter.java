package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;

/** Writes counts of tokens in a client's format. */
@FunctionalInterface
public interface CountWriter {
  /** The body of the answer. */
  Buffer write(long inputTokens);
}
