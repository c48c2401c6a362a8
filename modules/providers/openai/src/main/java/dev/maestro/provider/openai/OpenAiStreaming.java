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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Conversations with OpenAI's models. Both wires pass through; others go to the preferred one. A
 * login of which no key could be made has a wire and an address of its own.
 */
final class OpenAiStreaming implements StreamingPart {
  private final OpenAiConfig config;
  private final WireDialect chat = new ChatWire();
  private final List<WireDialect> wires;
  private final List<WireDialect> chatGpt = List.of(new ChatGptWire(InstantSource.system()));

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
  public List<WireDialect> wires(OpenSession session) {
    return session.byAccessToken() ? chatGpt : wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    if (session.byAccessToken()) {
      return UpstreamRequest.postJson(
          config.chatGptUrl("/responses"),
          OpenAiConfig.chatGptHeaders(session, "text/event-stream"),
          call.body());
    }
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
