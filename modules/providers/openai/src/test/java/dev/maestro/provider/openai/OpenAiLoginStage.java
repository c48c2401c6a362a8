package dev.maestro.provider.openai;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.simulator.Logins;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import dev.maestro.testkit.LoginWalk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The part for logins, and the simulator as its vendor. */
final class OpenAiLoginStage implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient upstream = new UpstreamClient(vertx);
  private final Simulator simulator = await(Simulator.start(vertx, SimulatorOptions.defaults()));

  Logins logins() {
    return simulator.logins(Vendor.OPENAI);
  }

  OAuthPart part(Map<String, String> differing) {
    Map<String, String> settings = new TreeMap<>(simulator.oauthSettings(Vendor.OPENAI));
    settings.putAll(differing);
    return part(settings, InstantSource.system());
  }

  OAuthPart part(Map<String, String> settings, InstantSource clock) {
    return new OpenAiOAuth(config(settings), upstream, clock);
  }

  static OpenAiConfig config(Map<String, String> settings) {
    return new OpenAiConfig(
        "openai", ProviderSettings.of("openai", OpenAiConfig.SETTINGS, settings));
  }

  Grant login(OAuthPart part) {
    LoginWalk walk = new LoginWalk(upstream, new OpenAiStandIn(simulator).logins().orElseThrow());
    return await(walk.granted(part));
  }

  Grant refresh(OAuthPart part, Tokens tokens) {
    return await(LoginWalk.refreshed(part, LoginWalk.session("openai", tokens)));
  }

  /** The bodies of the requests to a path, oldest first. */
  List<String> sent(String path) {
    return simulator.requests().stream()
        .filter(request -> request.path().startsWith(path))
        .map(ReceivedRequest::body)
        .toList();
  }

  /** A token endpoint with one answer. */
  String answering(JsonObject answer) {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end(answer.toBuffer()))
                .listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + server.actualPort() + "/token";
  }

  /** A token with claims; nobody looks at the rest. */
  static Secret jwt(JsonObject claims) {
    byte[] payload = claims.encode().getBytes(StandardCharsets.UTF_8);
    return Secret.of(
        "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".s");
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  @Override
  public void close() {
    await(simulator.close());
    await(vertx.close());
  }
}
