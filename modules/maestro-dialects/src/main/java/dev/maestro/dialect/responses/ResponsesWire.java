package dev.maestro.dialect.responses;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.CountingWire;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Errors;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenAI Responses as a vendor's wire. */
public final class ResponsesWire implements WireDialect {
  /** Its name. */
  public static final Dialect DIALECT = new Dialect("openai-responses");

  /** What of a request may stand in a counting one. Source: OpenAI's reference, 2026-11. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "reasoning",
          "text",
          "truncation");

  /** Stateless; one serves all. */
  public ResponsesWire() {}

  /** The wire of {@code input_tokens}. */
  public static WireDialect counting() {
    return new CountingWire(
        new ResponsesWire(), (request, body) -> body.retain(COUNTED), "input_tokens");
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    return new RequestWriter(request).write(stream);
  }

  @Override
  public StreamReader reader() {
    return new ResponsesReader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    try {
      return new ResponsesReader().whole(Json.parse(body));
    } catch (ProviderException malformed) {
      return List.of(new StreamEvent.Failed(malformed.facts()));
    }
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return Errors.answer(status, headers, body);
  }

  @Override
  public boolean isClientHeader(String name) {
    return Errors.isClientHeader(name);
  }
}
