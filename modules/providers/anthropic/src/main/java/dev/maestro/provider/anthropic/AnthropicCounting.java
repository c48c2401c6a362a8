package dev.maestro.provider.anthropic;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.Shaped;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.PassedHeaders;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.messages.MessagesWire;
import java.util.List;
import java.util.Map;

/** What a request would take of Claude's input. */
final class AnthropicCounting implements StreamingPart {
  private final AnthropicConfig config;
  private final List<WireDialect> wires = List.of(new AnthropicWire(MessagesWire.counting()));

  AnthropicCounting(AnthropicConfig config) {
    this.config = config;
  }

  @Override
  public List<WireDialect> wires() {
    return wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    Map<String, String> headers =
        AnthropicConfig.headers(session, PassedHeaders.of(call.headers()));
    return UpstreamRequest.postJson(
        call.at(config.url("/v1/messages/count_tokens")), headers, call.body());
  }

  @Override
  public Shaped shape(ChatRequest request) {
    return AnthropicParameters.shape(request);
  }
}
