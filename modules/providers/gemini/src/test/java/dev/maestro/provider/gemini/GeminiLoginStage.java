package dev.maestro.provider.gemini;

import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OAuthPart;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.simulator.Logins;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import dev.maestro.testkit.LoginWalk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The part for logins, the simulator as its vendor, and a machine with an environment. */
final class GeminiLoginStage implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient upstream = new UpstreamClient(vertx);
  private final Simulator simulator = await(Simulator.start(vertx, SimulatorOptions.defaults()));
  private final Map<String, String> environment = new HashMap<>();
  private final Path home;

  GeminiLoginStage(Path home) {
    this.home = home;
  }

  Logins logins() {
    return simulator.logins(Vendor.GEMINI);
  }

  Map<String, String> settings() {
    return simulator.oauthSettings(Vendor.GEMINI);
  }

  Map<String, String> environment() {
    return environment;
  }

  String metadataUrl() {
    return "http://127.0.0.1:"
        + simulator.port()
        + "/computeMetadata/v1/instance/service-accounts/default/token";
  }

  long asked(String path) {
    return simulator.requests().stream().filter(request -> request.path().startsWith(path)).count();
  }

  OAuthPart part(Map<String, String> differing) {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.putAll(differing);
    return plain(settings);
  }

  OAuthPart plain(Map<String, String> settings) {
    return new GeminiOAuth(config(settings), upstream, new GoogleFiles(environment::get, home));
  }

  static GeminiConfig config(Map<String, String> settings) {
    return new GeminiConfig(
        "gemini", ProviderSettings.of("gemini", GeminiConfig.SETTINGS, settings));
  }

  Grant login(OAuthPart part) {
    LoginWalk walk = new LoginWalk(upstream, new GeminiStandIn(simulator).logins().orElseThrow());
    return await(walk.granted(part));
  }

  /** The login of a workload, where nobody has to do anything. */
  Grant work(OAuthPart part) {
    return await(part.exchange(LoginWalk.begun("gemini")));
  }

  Grant refresh(OAuthPart part, Tokens tokens) {
    return await(LoginWalk.refreshed(part, LoginWalk.session("gemini", tokens)));
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
