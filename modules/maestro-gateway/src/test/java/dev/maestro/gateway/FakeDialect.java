package dev.maestro.gateway;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.CountWriter;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import dev.maestro.dialect.chat.ChatClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;

/** A small dialect: {@code {model, stream, text}} up, one line an event down. */
final class FakeDialect implements ClientDialect {
  static final Dialect DIALECT = new Dialect("fake-dialect");

  /** The body that the last request came with, as long as anybody has it. */
  volatile WeakReference<Buffer> body = new WeakReference<>(null);

  /** Whether nothing can be said of errors in a stream. */
  volatile boolean isMute;

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public List<ClientRoute> routes() {
    return List.of(
        new ClientRoute(ClientRoute.Operation.ANSWER, "/v1/chat/completions"),
        new ClientRoute(ClientRoute.Operation.COUNT, "/v1/fake/*:count"),
        new ClientRoute(ClientRoute.Operation.MODELS, "/v1/models"),
        new ClientRoute(ClientRoute.Operation.MODEL, "/v1/models/*"));
  }

  @Override
  public RequestHead head(ClientRequest request) {
    body = new WeakReference<>(request.body());
    try {
      JsonObject json = request.body().toJsonObject();
      return RequestHead.of(
          json.getString("model"),
          json.getBoolean("stream", false) ? RequestHead.Form.EVENTS : RequestHead.Form.WHOLE);
    } catch (DecodeException malformed) {
      throw ProviderException.invalid("body", "it is not JSON", "send JSON");
    }
  }

  @Override
  public Buffer passThrough(Buffer body, RequestHead head, String vendorModel) {
    return body.toJsonObject().put("model", vendorModel).toBuffer();
  }

  @Override
  public Optional<CountWriter> counts() {
    return Optional.of(tokens -> new JsonObject().put("tokens", tokens).toBuffer());
  }

  @Override
  public Optional<ModelListWriter> models() {
    return new ChatClient().models();
  }

  @Override
  public ChatRequest read(Buffer body, String vendorModel) {
    return ChatRequest.to(vendorModel)
        .message(Message.text(Role.USER, body.toJsonObject().getString("text")))
        .build();
  }

  @Override
  public StreamWriter writer(RequestHead head, String answerId) {
    return new StreamWriter() {
      @Override
      public Buffer write(StreamEvent event) {
        if (event instanceof StreamEvent.ToolCallDelta) {
          throw ProviderException.of(ErrorKind.MALFORMED, "It does not fit.");
        }
        if (event instanceof StreamEvent.RefusalDelta) {
          throw new IllegalStateException("a fault");
        }
        return event instanceof StreamEvent.TextDelta delta
            ? Buffer.buffer("data: " + delta.text() + "\n\n")
            : Buffer.buffer();
      }

      @Override
      public Buffer end(StreamEvent.Finished finished, Usage usage) {
        if (finished.reason() == FinishReason.CONTENT_FILTER) {
          throw new IllegalStateException("a fault at the end");
        }
        return Buffer.buffer("data: end " + finished.reason().wire() + "\n\n");
      }

      @Override
      public Buffer fail(ErrorFacts error, Usage usage) {
        if (isMute || error.kind() == ErrorKind.OVERLOADED) {
          throw new IllegalStateException("a fault in failing");
        }
        return writeStreamError(error);
      }

      @Override
      public Buffer whole() {
        throw new IllegalStateException("nobody keeps it");
      }
    };
  }

  @Override
  public Buffer writeWhole(
      RequestHead head, String answerId, List<StreamEvent> events, String model) {
    StringBuilder text = new StringBuilder();
    events.forEach(
        event -> text.append(event instanceof StreamEvent.TextDelta delta ? delta.text() : ""));
    return new JsonObject()
        .put("text", text.toString())
        .put("model", model)
        .put("last", events.getLast().getClass().getSimpleName())
        .toBuffer();
  }

  @Override
  public Buffer writeError(ErrorFacts error) {
    return new JsonObject().put("fake_error", error.message()).put("code", error.code()).toBuffer();
  }

  @Override
  public int errorStatus(ErrorFacts error) {
    return error.status();
  }

  @Override
  public Buffer writeStreamError(ErrorFacts error) {
    return Buffer.buffer("data: broken " + error.code() + "\n\n");
  }
}
