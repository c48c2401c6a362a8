package dev.maestro.dialect.chat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.HeadScan;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.openai.ErrorWriter;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** OpenAI Chat Completions as clients speak it. */
public final class ChatClient implements ClientDialect {
  private static final String ID = "chatcmpl-";

  private final InstantSource clock;

  /** With the system's clock. */
  public ChatClient() {
    this(Clock.systemUTC());
  }

  /** With a clock, which tells {@code created}. */
  public ChatClient(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Dialect dialect() {
    return ChatWire.DIALECT;
  }

  @Override
  public List<ClientRoute> routes() {
    return List.of(
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/chat/completions"),
        new ClientRoute(ClientRoute.Operation.MODELS, "/v1/models"),
        new ClientRoute(ClientRoute.Operation.MODEL, "/v1/models/*"));
  }

  @Override
  public RequestHead head(ClientRequest request) {
    return HeadScan.of(request.body());
  }

  @Override
  public Buffer passThrough(Buffer body, RequestHead head, String vendorModel) {
    return head.withUsage(body, vendorModel);
  }

  @Override
  public RawFilter rawFilter(RequestHead head) {
    return head.stream() && !head.includeUsage()
        ? new UsageFilter(this::writeStreamError)
        : RawFilter.identity(this::writeStreamError);
  }

  @Override
  public ChatRequest read(Buffer body, String vendorModel) {
    return new RequestReader(Field.body(body), vendorModel).read();
  }

  @Override
  public StreamWriter writer(RequestHead head, String answerId) {
    return new ChatWriter(head, id(answerId), created());
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, String answerId, List<StreamEvent> events, String model) {
    return new WholeWriter(events).write(id(answerId), created(), model);
  }

  @Override
  public Optional<ModelListWriter> models() {
    return Optional.of(new ModelWriter());
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
    return Chunks.error(error);
  }

  /** Clients tell what an id is of by its beginning. */
  private static String id(String answerId) {
    return answerId.startsWith(ID) ? answerId : ID + answerId;
  }

  private long created() {
    return clock.instant().getEpochSecond();
  }
}
