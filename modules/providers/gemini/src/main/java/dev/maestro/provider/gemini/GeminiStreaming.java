package dev.maestro.provider.gemini;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.Shaped;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.PassedHeaders;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.gemini.GeminiWire;
import java.util.List;
import java.util.Map;

/** Conversations with Gemini, whose model and method stand in the URL. */
final class GeminiStreaming implements StreamingPart {
  private final GeminiConfig config;
  private final List<WireDialect> wires = List.of(new GeminiWire());

  GeminiStreaming(GeminiConfig config) {
    this.config = config;
  }

  @Override
  public List<WireDialect> wires() {
    return wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    String method = call.stream() ? "streamGenerateContent?alt=sse" : "generateContent";
    Map<String, String> headers =
        config.headers(session, PassedHeaders.of(call.headers(), GeminiConfig.USER_PROJECT));
    return UpstreamRequest.postJson(
        call.at(config.url(call.model(), method)), headers, call.body());
  }

  @Override
  public Shaped shape(ChatRequest request) {
    return GeminiParameters.shape(request);
  }
}
