package dev.maestro.provider.openai;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.Shaped;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.PassedHeaders;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.responses.ResponsesWire;
import java.util.List;
import java.util.Map;

/** Conversations with OpenAI's models. Both wires pass through; others go to the preferred one. */
final class OpenAiStreaming implements StreamingPart {
  private final OpenAiConfig config;
  private final WireDialect chat = new ChatWire();
  private final List<WireDialect> wires;

  OpenAiStreaming(OpenAiConfig config) {
    this.config = config;
    WireDialect responses = new ResponsesWire();
    this.wires = config.chatFirst() ? List.of(chat, responses) : List.of(responses, chat);
  }

  @Override
  public List<WireDialect> wires() {
    return wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    Map<String, String> passed =
        PassedHeaders.of(call.headers(), OpenAiConfig.ORGANIZATION, OpenAiConfig.PROJECT);
    String path = call.dialect().equals(chat.dialect()) ? "/chat/completions" : "/responses";
    return UpstreamRequest.postJson(
        call.at(config.url(path)), OpenAiConfig.headers(session, passed), call.body());
  }

  @Override
  public Shaped shape(ChatRequest request) {
    return OpenAiParameters.shape(request);
  }
}
