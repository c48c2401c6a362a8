package dev.maestro.api.provider;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** A whole provider; the session's id chooses what its parts do. */
final class Acme extends ProviderVerticle {
  static final ParameterRule RULE = new ParameterRule(".*", "top_k", null, null, true, "Drop it.");

  /** Connected to a vendor at this URL. */
  static Acme at(Vertx vertx, String url) {
    Acme acme = new Acme();
    acme.connect(
        new ProviderContext(
            "acme",
            "n",
            ProviderSettings.of("acme", acme.settings(), Map.of("base-url", url)),
            Acme::open,
            new UpstreamClient(vertx)));
    return acme;
  }

  @Override
  public String defaultId() {
    return "acme";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("base-url", "http://127.0.0.1", "Where Acme answers."),
        Setting.of("regions", null, "Where it may."));
  }

  @Override
  protected ProviderParts parts(ProviderContext given) {
    return ProviderParts.none()
        .withApiKey(Acme::check)
        .withModels(Acme::models)
        .withStreaming(new Streaming(given.settings().baseUrl("base-url")))
        .withRules(List.of(RULE));
  }

  private static Future<OpenSession> open(String id) {
    return switch (id) {
      case "unknown" ->
          Future.failedFuture(
              ProviderException.of(ErrorKind.NOT_FOUND, "There is no session unknown."));
      case "vault-throws" -> throw new IllegalStateException("sk-planted");
      default ->
          Future.succeededFuture(
              new OpenSession(
                  new SessionFacts(id, "acme", id, AuthType.API_KEY, null, null),
                  Secret.of("sk-" + id)));
    };
  }

  private static Future<KeyCheck> check(OpenSession session) {
    return switch (session.facts().id()) {
      case "throws" -> throw new IllegalStateException("sk-planted");
      case "null" -> null;
      case "fails" -> Future.failedFuture(new IllegalStateException("sk-planted"));
      case "unreachable" -> Future.succeededFuture(new KeyCheck.Unknown("No network."));
      default -> Future.succeededFuture(new KeyCheck.Good());
    };
  }

  private static Future<List<ModelInfo>> models(OpenSession session) {
    if (session.facts().id().equals("refused")) {
      return Future.failedFuture(ProviderException.of(ErrorKind.FORBIDDEN, "Not for you."));
    }
    return Future.succeededFuture(List.of(ModelInfo.named("acme", "m", null)));
  }

  private record Streaming(String url) implements StreamingPart {
    @Override
    public List<WireDialect> wires() {
      return List.of(new AcmeWire());
    }

    @Override
    public UpstreamRequest request(OpenSession session, WireCall call) {
      if (session.facts().id().equals("throws")) {
        throw new IllegalStateException("sk-planted");
      }
      return UpstreamRequest.postJson(
          call.at(url + "/chat?model=" + call.model()),
          Map.of("authorization", "Bearer " + session.secret().reveal()),
          call.body());
    }
  }
}
