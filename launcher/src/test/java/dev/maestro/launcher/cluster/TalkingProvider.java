package dev.maestro.launcher.cluster;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.OAuthPart;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider in front of the simulated Anthropic, without a jar around it. */
final class TalkingProvider extends ProviderVerticle {
  static final String ID = "talking";

  static final Secret CODE = Secret.of("planted-code-1f7a90");
  static final Secret ACCESS = Secret.of("planted-access-63be12");
  static final Secret NEXT = Secret.of("planted-access-a04c55");
  static final Secret REFRESH = Secret.of("planted-refresh-77d8e3");
  static final Secret IDENTITY = Secret.of("planted-identity-2c9b41");

  private final List<Secret> verifiers = new CopyOnWriteArrayList<>();
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
        .withStreaming(new Talk())
        .withOAuth(new Page());
  }

  /** The verifiers of all logins. */
  List<Secret> verifiers() {
    return List.copyOf(verifiers);
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

  /** A login whose tokens the vendor takes as keys. */
  private final class Page implements OAuthPart {
    @Override
    public LoginFlow flow() {
      return LoginFlow.PASTE;
    }

    @Override
    public Future<Authorization> authorize(Login login) {
      verifiers.add(login.verifier());
      return Future.succeededFuture(
          new Authorization(
              "https://talking/login?state=" + login.state(), "https://talking/code"));
    }

    @Override
    public Future<Grant> exchange(Login login) {
      return CODE.equals(login.code())
          ? granted(ACCESS)
          : Future.failedFuture(ProviderException.of(ErrorKind.NEEDS_LOGIN, "No such code."));
    }

    @Override
    public Future<Grant> refresh(OpenSession session) {
      return REFRESH.equals(session.tokens().refresh())
          ? granted(NEXT)
          : Future.failedFuture(ProviderException.of(ErrorKind.NEEDS_LOGIN, "No such token."));
    }

    private Future<Grant> granted(Secret access) {
      Tokens tokens = Tokens.of(access).withRefresh(REFRESH).withIdentity(IDENTITY);
      return Future.succeededFuture(Grant.of(tokens, Duration.ofHours(1)));
    }
  }
}
