package dev.maestro.dialect;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client's side of a wire format: pure functions between bytes and neutral values. Stateless
 * and shared; called by the gateway.
 */
public interface ClientDialect {
  /** Its name. */
  Dialect dialect();

  /** Where its clients send requests. */
  List<ClientRoute> routes();

  /**
   * Whether a request to a path that several formats share is one of this format's. The first
   * format that says so gets it.
   *
   * @param headers of the request, lower-case names
   */
  default boolean claims(Map<String, String> headers) {
    return true;
  }

  /**
   * Scans a request without building it. Throws {@link dev.maestro.api.ProviderException} of kind
   * INVALID_REQUEST for bad JSON (naming the position), a wrong type, or a missing model.
   */
  RequestHead head(ClientRequest request);

  /**
   * What the URL alone tells, for errors before the body is read; empty where that is nothing.
   *
   * @param query its parameters, decoded
   */
  default Optional<RequestHead> early(String path, Map<String, String> query) {
    return Optional.empty();
  }

  /**
   * The request for a vendor that takes this dialect: only the model is replaced, and usage asked
   * for where the format must ask for it; all other bytes are as they came.
   */
  Buffer passThrough(Buffer body, RequestHead head, String vendorModel);

  /** What to take out of a passed-through stream again. One per stream. */
  default RawFilter rawFilter(RequestHead head) {
    return RawFilter.identity(this::writeStreamError);
  }

  /**
   * Reads a request to neutral form. Throws {@link dev.maestro.api.ProviderException} of kind
   * INVALID_REQUEST naming the field ({@code messages[1].role}), the problem and what to do.
   */
  ChatRequest read(Buffer body, String vendorModel);

  /**
   * The same where the path says what the body must hold: a request that only counts may lack what
   * an answer needs, or be wrapped.
   */
  default ChatRequest read(ClientRequest request, String vendorModel) {
    return read(request.body(), vendorModel);
  }

  /** A writer of one streamed answer. */
  StreamWriter writer(RequestHead head, String answerId);

  /**
   * A writer of one streamed answer, for a format whose answers repeat parts of the request.
   *
   * @param body of the request, as it came
   */
  default StreamWriter writer(RequestHead head, Buffer body, String answerId) {
    return writer(head, answerId);
  }

  /** The media type of streamed answers. */
  default String streamType(RequestHead head) {
    return "text/event-stream";
  }

  /**
   * Writes a whole answer.
   *
   * @param events of the answer, {@link StreamEvent.Finished} last
   */
  Buffer writeWhole(RequestHead head, String answerId, List<StreamEvent> events, String model);

  /**
   * The same for a format whose answers repeat parts of the request.
   *
   * @param body of the request, as it came
   */
  default Buffer writeWhole(
      RequestHead head, Buffer body, String answerId, List<StreamEvent> events, String model) {
    return writeWhole(head, answerId, events, model);
  }

  /** How it answers {@link ClientRoute.Operation#COUNT}, where it has such a route. */
  default Optional<CountWriter> counts() {
    return Optional.empty();
  }

  /** How it keeps answers, where its clients ask for them again or go on from them. */
  default Optional<AnswerKeeping> keeping() {
    return Optional.empty();
  }

  /** How it lists models, where it has such routes. */
  default Optional<ModelListWriter> models() {
    return Optional.empty();
  }

  /** An error body in this format. */
  Buffer writeError(ErrorFacts error);

  /** The same where the format tells the id of the request. */
  default Buffer writeError(ErrorFacts error, String requestId) {
    return writeError(error);
  }

  /**
   * An error body, written here or by the vendor, as this request's form of answer has it.
   *
   * @param head of the request that failed
   */
  default Buffer frameError(RequestHead head, Buffer error) {
    return error;
  }

  /** The HTTP status that goes with {@link #writeError}. */
  int errorStatus(ErrorFacts error);

  /** What ends a passed-through stream that failed after it began. */
  Buffer writeStreamError(ErrorFacts error);
}
