package dev.maestro.dialect.responses;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Asking for answers that the vendor keeps: {@link KeptCall}s go up, and what comes passes. */
public final class KeptWire implements WireDialect {
  private final WireDialect responses = new ResponsesWire();

  /** Stateless; one serves all. */
  public KeptWire() {}

  @Override
  public Dialect dialect() {
    return ResponsesWire.DIALECT;
  }

  /** There is nothing in it that another dialect could say. */
  @Override
  public Written write(ChatRequest request, boolean stream) {
    throw ProviderException.of(
        ErrorKind.UNSUPPORTED, "A conversation is not a question about a kept answer.");
  }

  @Override
  public StreamReader reader() {
    return responses.reader();
  }

  /** A kept answer may have failed, and a deletion is no answer: whatever it is, it is all. */
  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    return List.of(
        new StreamEvent.Started(null, null),
        new StreamEvent.Finished(FinishReason.STOP, null, null));
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return responses.readError(status, headers, body);
  }

  @Override
  public boolean isClientHeader(String name) {
    return responses.isClientHeader(name);
  }
}
