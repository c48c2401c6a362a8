package dev.maestro.dialect;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The client's side of a wire format: pure functions between bytes and neutral values. Stateless
 * and shared; called by the gateway.
 */
public interface ClientDialect {
  /** Its name. */
  Dialect dialect();

  /**
   * Scans a request without building it. Throws {@link dev.maestro.api.ProviderException} of kind
   * INVALID_REQUEST for bad JSON (naming the position), a wrong type, or a missing model.
   */
  RequestHead head(Buffer body);

  /**
   * The request for a vendor that takes this dialect: only the model is replaced, and usage asked
   * for where the format must ask for it; all other bytes are as they came.
   */
  Buffer passThrough(Buffer body, RequestHead head, String vendorModel);

  /** What to take out of a passed-through stream again. One per stream. */
  RawFilter rawFilter(RequestHead head);

  /**
   * Reads a request to neutral form. Throws {@link dev.maestro.api.ProviderException} of kind
   * INVALID_REQUEST naming the field ({@code messages[1].role}), the problem and what to do.
   */
  ChatRequest read(Buffer body, String vendorModel);

  /** A writer of one stream of server-sent events. */
  StreamWriter writer(RequestHead head, String answerId);

  /**
   * Writes a whole answer.
   *
   * @param events of the answer, {@link StreamEvent.Finished} last
   */
  Buffer writeWhole(RequestHead head, String answerId, List<StreamEvent> events, String model);

  /** An error body in this format. */
  Buffer writeError(ErrorFacts error);

  /** The HTTP status that goes with {@link #writeError}. */
  int errorStatus(ErrorFacts error);

  /** What ends a stream that failed after it began. */
  Buffer writeStreamError(ErrorFacts error);
}
