package dev.maestro.testkit.grammar;

import io.vertx.core.buffer.Buffer;

/**
 * The order rules of one client dialect's streams: ids, indices, starts and stops, who comes first
 * and last. Pure; one serves all.
 */
public interface EventGrammar {
  /** Judges a whole streamed answer as its client got it, comments included. */
  Verdict judge(Buffer stream);
}
