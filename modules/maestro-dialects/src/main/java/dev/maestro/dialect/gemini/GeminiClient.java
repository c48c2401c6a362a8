package dev.maestro.dialect.gemini;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.CountWriter;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.TextScan;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gemini's generateContent as clients speak it. Model and method stand in the URL; a stream comes
 * as events where {@code alt=sse} asks for them, and else as one JSON list.
 */
public final class GeminiClient implements ClientDialect {
  /** Where a body may name the model a second time. */
  private static final Set<String> MODELS =
      Set.of("model", "generateContentRequest.model", "generate_content_request.model");

  /** The one way to make it; it holds nothing. */
  public GeminiClient() {}

  @Override
  public Dialect dialect() {
    return GeminiWire.DIALECT;
  }

  /**
   * The vendor has {@code /v1} beside {@code /v1beta}; its lists of models would clash there with
   * those of others.
   */
  @Override
  public List<ClientRoute> routes() {
    return List.of(
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1beta/*:generateContent"),
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1beta/*:streamGenerateContent"),
        new ClientRoute(ClientRoute.Operation.COUNT, "/v1beta/*:countTokens"),
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/models/*:generateContent"),
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/models/*:streamGenerateContent"),
        new ClientRoute(ClientRoute.Operation.COUNT, "/v1/models/*:countTokens"),
        new ClientRoute(ClientRoute.Operation.MODELS, "/v1beta/models"),
        new ClientRoute(ClientRoute.Operation.MODEL, "/v1beta/models/*"));
  }

  @Override
  public RequestHead head(ClientRequest request) {
    GeminiPath path = GeminiPath.of(request.path(), request.query());
    List<TextScan.Span> named = TextScan.of(request.body(), MODELS);
    if (named.isEmpty()) {
      return RequestHead.of(path.model(), path.form());
    }
    TextScan.Span first = named.getFirst();
    return new RequestHead(path.model(), path.form(), true, first.from(), first.to(), null);
  }

  @Override
  public Optional<RequestHead> early(String path, Map<String, String> query) {
    try {
      GeminiPath told = GeminiPath.of(path, query);
      return Optional.of(RequestHead.of(told.model(), told.form()));
    } catch (ProviderException malformed) {
      return Optional.empty(); // said when the request is read
    }
  }

  @Override
  public Buffer passThrough(Buffer body, RequestHead head, String vendorModel) {
    return head.modelFrom() < 0
        ? body
        : TextScan.replace(body, TextScan.of(body, MODELS), GeminiPath.resource(vendorModel));
  }

  @Override
  public RawFilter rawFilter(RequestHead head) {
    return head.form() == RequestHead.Form.LIST
        ? new GeminiListFilter()
        : RawFilter.identity(this::writeStreamError, GeminiFrames.ping());
  }

  @Override
  public ChatRequest read(Buffer body, String vendorModel) {
    return new GeminiRequestReader(Field.body(body), vendorModel).read();
  }

  @Override
  public StreamWriter writer(RequestHead head, String answerId) {
    return new GeminiWriter(head, answerId);
  }

  @Override
  public String streamType(RequestHead head) {
    return head.form() == RequestHead.Form.LIST ? "application/json" : "text/event-stream";
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, String answerId, List<StreamEvent> events, String model) {
    return Json.bytes(new GeminiWhole(events).write(answerId, model));
  }

  @Override
  public Optional<CountWriter> counts() {
    return Optional.of(tokens -> Json.bytes(Json.object().put("totalTokens", tokens)));
  }

  @Override
  public Optional<ModelListWriter> models() {
    return Optional.of(new GeminiModelWriter());
  }

  @Override
  public Buffer writeError(ErrorFacts error) {
    return Json.bytes(GeminiErrorWriter.body(error, errorStatus(error)));
  }

  @Override
  public Buffer frameError(RequestHead head, Buffer error) {
    boolean isFramed = error.length() > 0 && error.getByte(0) == '[';
    return head.form() != RequestHead.Form.LIST || isFramed
        ? error
        : Buffer.buffer("[").appendBuffer(error).appendString("]");
  }

  @Override
  public int errorStatus(ErrorFacts error) {
    int status = error.status();
    if (status == 400 && error.kind() == ErrorKind.UNAUTHORIZED) {
      return 401;
    }
    if (status == 529) {
      return 503;
    }
    return status >= 400 && status < 600 ? status : error.kind().status();
  }

  @Override
  public Buffer writeStreamError(ErrorFacts error) {
    return GeminiFrames.events().element(writeError(error));
  }
}
