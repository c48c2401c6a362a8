package dev.maestro.provider.openai;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.Shaped;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.PassedHeaders;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.responses.ResponsesWire;
import java.util.List;
import java.util.Map;

/**
 * What a request would take of a model's input. Chat Completions has no counting, so all requests
 * are counted as Responses, whichever wire is preferred.
 */
final class OpenAiCounting implements StreamingPart {
  private final OpenAiConfig config;
  private final List<WireDialect> wires = List.of(ResponsesWire.counting());

  OpenAiCounting(OpenAiConfig config) {
    this.config = config;
  }

  @Override
  public List<WireDialect> wires() {
    return wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    OpenAiConfig.needsKey(session, "count tokens");
    Map<String, String> passed =
        PassedHeaders.of(call.headers(), OpenAiConfig.ORGANIZATION, OpenAiConfig.PROJECT);
    return UpstreamRequest.postJson(
        call.at(config.url("/responses/input_tokens")),
        OpenAiConfig.headers(session, passed),
        call.body());
  }

  @Override
  public Shaped shape(ChatRequest request) {
    return OpenAiParameters.shape(request);
  }
}
