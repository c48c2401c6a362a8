package dev.maestro.provider.openai;

import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.PassedHeaders;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.responses.KeptCall;
import dev.maestro.dialect.responses.KeptWire;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;

/** Answers of Responses that OpenAI keeps: they are read and deleted by their ids. */
final class OpenAiKept implements StreamingPart {
  private final OpenAiConfig config;
  private final List<WireDialect> wires = List.of(new KeptWire());

  OpenAiKept(OpenAiConfig config) {
    this.config = config;
  }

  @Override
  public List<WireDialect> wires() {
    return wires;
  }

  @Override
  public UpstreamRequest request(OpenSession session, WireCall call) {
    OpenAiConfig.needsKey(session, "keep answers");
    KeptCall kept = KeptCall.read(call.body());
    Map<String, String> passed =
        PassedHeaders.of(call.headers(), OpenAiConfig.ORGANIZATION, OpenAiConfig.PROJECT);
    return new UpstreamRequest(
        kept.asked().delete() ? HttpMethod.DELETE : HttpMethod.GET,
        config.url(kept.path()),
        OpenAiConfig.headers(session, passed),
        null);
  }
}
