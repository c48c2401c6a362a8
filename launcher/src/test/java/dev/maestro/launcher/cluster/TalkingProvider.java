package dev.maestro.launcher.cluster;

import dev.maestro.api.ModelInfo;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.messages.MessagesWire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** A provider in front of the simulated Anthropic, without a jar around it. */
final class TalkingProvider extends ProviderVerticle {
  static final String ID = "talking";

  private final String vendor;
  private final WireDialect wire = new MessagesWire();

  TalkingProvider(String vendor) {
    this.vendor = vendor;
  }

  @Override
  public String defaultId() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  protected ProviderParts parts(ProviderContext given) {
    return ProviderParts.none()
        .withApiKey(session -> check(given, session))
        .withModels(
            session -> Future.succeededFuture(List.of(ModelInfo.named(ID, "claude", "Claude"))))
        .withStreaming(new Talk());
  }

  private Future<KeyCheck> check(ProviderContext given, OpenSession session) {
    return given
        .upstream()
        .send(UpstreamRequest.read(vendor + "/v1/models", headers(session.secret())))
        .map(answer -> answer.ok() ? new KeyCheck.Good() : refused(answer));
  }

  private KeyCheck refused(UpstreamAnswer answer) {
    return new KeyCheck.Bad(wire.readError(answer.status(), answer.headers(), answer.body()));
  }

  private static Map<String, String> headers(Secret key) {
    return Map.of("x-api-key", key.reveal(), "anthropic-version", "2023-06-01");
  }

  private final class Talk implements StreamingPart {
    @Override
    public List<WireDialect> wires() {
      return List.of(wire);
    }

    @Override
    public UpstreamRequest request(OpenSession session, WireCall call) {
      return UpstreamRequest.postJson(
          vendor + "/v1/messages", headers(session.secret()), call.body());
    }
  }
}
