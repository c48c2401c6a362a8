package dev.maestro.dialect.messages;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.CountWriter;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.HeadScan;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anthropic's Messages as clients speak it. */
public final class MessagesClient implements ClientDialect {
  private static final String COUNT = "/v1/messages/count_tokens";

  /** The one way to make it; it holds nothing. */
  public MessagesClient() {}

  @Override
  public Dialect dialect() {
    return MessagesWire.DIALECT;
  }

  @Override
  public List<ClientRoute> routes() {
    return List.of(
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/messages"),
        new ClientRoute(ClientRoute.Operation.COUNT, COUNT),
        new ClientRoute(ClientRoute.Operation.MODELS, "/v1/models"),
        new ClientRoute(ClientRoute.Operation.MODEL, "/v1/models/*"));
  }

  @Override
  public boolean claims(Map<String, String> headers) {
    return headers.containsKey("anthropic-version");
  }

  @Override
  public RequestHead head(ClientRequest request) {
    return HeadScan.of(request.body());
  }

  @Override
  public Buffer passThrough(Buffer body, RequestHead head, String vendorModel) {
    return Unsigned.takenOut(body, head, vendorModel);
  }

  @Override
  public ChatRequest read(Buffer body, String vendorModel) {
    return read(ClientRequest.of(body), vendorModel);
  }

  @Override
  public ChatRequest read(ClientRequest request, String vendorModel) {
    boolean counts = request.path().equals(COUNT);
    return new RequestReader(Field.body(request.body()), vendorModel, counts).read();
  }

  @Override
  public StreamWriter writer(RequestHead head, String answerId) {
    return new MessagesWriter(head.model(), answerId);
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, String answerId, List<StreamEvent> events, String model) {
    return WholeWriter.write(answerId, events, model);
  }

  @Override
  public Optional<CountWriter> counts() {
    return Optional.of(tokens -> Json.bytes(Json.object().put("input_tokens", tokens)));
  }

  @Override
  public Optional<ModelListWriter> models() {
    return Optional.of(new ModelWriter());
  }

  @Override
  public Buffer writeError(ErrorFacts error) {
    return writeError(error, null);
  }

  @Override
  public Buffer writeError(ErrorFacts error, String requestId) {
    return Json.bytes(ErrorWriter.body(error, requestId));
  }

  @Override
  public int errorStatus(ErrorFacts error) {
    return ErrorWriter.status(error);
  }

  @Override
  public Buffer writeStreamError(ErrorFacts error) {
    return ErrorWriter.event(error, null);
  }
}
