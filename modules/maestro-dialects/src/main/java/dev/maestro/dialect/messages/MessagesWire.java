package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.CountingWire;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The provider's side of Anthropic's Messages. */
public final class MessagesWire implements WireDialect {
  /** Its name. */
  public static final Dialect DIALECT = new Dialect("anthropic-messages");

  /** What of a request may stand in a counting one. Source: Anthropic's reference, 2026-11. */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "messages",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "cache_control");

  private static final Set<String> CLIENT_HEADERS =
      Set.of("request-id", "retry-after", "retry-after-ms", "anthropic-organization-id");

  /** The one way to make it; it holds nothing. */
  public MessagesWire() {}

  /** The wire of {@code count_tokens}. */
  public static WireDialect counting() {
    return new CountingWire(
        new MessagesWire(), (request, body) -> body.retain(COUNTED), "input_tokens");
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    Set<Warning> warnings = new LinkedHashSet<>();
    ObjectNode body = new MessagesRequest(request, warnings).write();
    if (stream) {
      body.put("stream", true);
    }
    return new Written(Json.bytes(body), List.copyOf(warnings));
  }

  @Override
  public StreamReader reader() {
    return new MessagesReader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    return new MessagesReader().whole(body);
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return MessagesErrors.answered(status, headers, body);
  }

  @Override
  public boolean isClientHeader(String name) {
    return CLIENT_HEADERS.contains(name)
        || name.startsWith("anthropic-ratelimit-")
        || name.startsWith("anthropic-priority-");
  }
}
