package dev.maestro.api.provider;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * The provider's side of a wire format: pure functions between bytes and neutral values. Stateless
 * and shared.
 */
public interface WireDialect {
  /** Its name. */
  Dialect dialect();

  /**
   * Writes a neutral request. {@code stream} asks for events, with usage where the format must ask
   * for it.
   */
  Written write(ChatRequest request, boolean stream);

  /** A reader for one stream. */
  StreamReader reader();

  /**
   * Reads a whole (not streamed) answer as the events its stream would have had, {@link
   * StreamEvent.Finished} or {@link StreamEvent.Failed} last. Bad bytes give Failed, not an
   * exception.
   */
  List<StreamEvent> readWhole(Buffer body);

  /**
   * Reads an error answer: the kind, the vendor's words, its code, how long to wait, and
   * {@linkplain ErrorFacts#withVendorAnswer the body as it came}. Bodies that are no JSON (HTML of
   * an edge) give a sensible kind from the status.
   *
   * @param headers lower-case names
   */
  ErrorFacts readError(int status, Map<String, String> headers, Buffer body);

  /**
   * Whether a response header of the vendor is of use to clients: request ids, rate limits,
   * retry-after. Lower-case name.
   */
  boolean isClientHeader(String name);

  /**
   * Whether a client's parameters have the vendor leave parts of the answer out, so that an answer
   * that passes through need not show its own end.
   *
   * @param query encoded; may be empty
   */
  default boolean leavesOut(String query) {
    return false;
  }
}
