package dev.maestro.core.store;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * An answer with what was asked, as its dialect writes both.
 *
 * @param id the client knows it by
 * @param previous id of the answer that the request went on from
 * @param input the request's own, without what came before it
 */
public record StoredResponse(String id, Optional<String> previous, Buffer input, Buffer answer) {
  /** How much room it takes. */
  public long bytes() {
    return (long) input.length() + answer.length();
  }
}
