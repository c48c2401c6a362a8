package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.CountWriter;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.HeadScan;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.openai.ErrorWriter;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** OpenAI Responses as clients speak it. */
public final class ResponsesClient implements ClientDialect {
  private static final Buffer NOTHING = Buffer.buffer("{}");

  private final InstantSource clock;
  private final Supplier<String> tokens;

  /** With the system's clock, and ids that nobody else makes. */
  public ResponsesClient() {
    this(Clock.systemUTC(), () -> UUID.randomUUID().toString().replace("-", ""));
  }

  /**
   * With a clock, which tells {@code created_at}.
   *
   * @param tokens what makes the ids of an answer and of its items unique, another each time
   */
  public ResponsesClient(InstantSource clock, Supplier<String> tokens) {
    this.clock = clock;
    this.tokens = tokens;
  }

  @Override
  public Dialect dialect() {
    return ResponsesWire.DIALECT;
  }

  @Override
  public List<ClientRoute> routes() {
    return List.of(
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/responses"),
        new ClientRoute(ClientRoute.Operation.COUNT, "/v1/responses/input_tokens"),
        new ClientRoute(ClientRoute.Operation.KEPT_INPUT, "/v1/responses/*/input_items"),
        new ClientRoute(ClientRoute.Operation.KEPT, "/v1/responses/*"),
        new ClientRoute(ClientRoute.Operation.DELETE, "/v1/responses/*"));
  }

  @Override
  public RequestHead head(ClientRequest request) {
    return HeadScan.of(request.body());
  }

  @Override
  public Buffer passThrough(Buffer body, RequestHead head, String vendorModel) {
    return head.withModel(body, vendorModel);
  }

  @Override
  public RawFilter rawFilter(RequestHead head) {
    return new SequenceFilter(ResponsesClient::streamError);
  }

  @Override
  public ChatRequest read(Buffer body, String vendorModel) {
    return new RequestReader(Field.body(body), vendorModel).read();
  }

  @Override
  public StreamWriter writer(RequestHead head, String answerId) {
    return writer(head, NOTHING, answerId);
  }

  @Override
  public StreamWriter writer(RequestHead head, Buffer body, String answerId) {
    return writer(body, head.model());
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, String answerId, List<StreamEvent> events, String model) {
    return writeWhole(head, NOTHING, answerId, events, model);
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, Buffer body, String answerId, List<StreamEvent> events, String model) {
    return writer(body, model).whole(events);
  }

  @Override
  public Optional<CountWriter> counts() {
    return Optional.of(tokens ->
        Json.bytes(
            Json.object().put("object", "response.input_tokens").put("input_tokens", tokens)));
  }

  @Override
  public Optional<AnswerKeeping> keeping() {
    return Optional.of(new ResponsesKeeping());
  }

  @Override
  public Buffer writeError(ErrorFacts error) {
    return Json.bytes(ErrorWriter.body(error));
  }

  @Override
  public int errorStatus(ErrorFacts error) {
    return ErrorWriter.status(error);
  }

  @Override
  public Buffer writeStreamError(ErrorFacts error) {
    return streamError(error, 0);
  }

  private static Buffer streamError(ErrorFacts error, long number) {
    ObjectNode event = Json.object().put("type", "error").put("sequence_number", number);
    event.setAll(ResponsesWriter.error(error));
    return Buffer.buffer("event: error\ndata: ")
        .appendBuffer(Json.bytes(event))
        .appendString("\n\n");
  }

  /** An answer's id is its own and no request's: the client may ask for it again later. */
  private ResponsesWriter writer(Buffer body, String model) {
    String token = tokens.get();
    Envelope envelope = new Envelope("resp_" + token, clock.instant().getEpochSecond(), body);
    return new ResponsesWriter(envelope, token, model);
  }
}
