package dev.maestro.provider.anthropic;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The part for logins, and the simulator as its vendor. */
final class AnthropicLoginStage implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient upstream = new UpstreamClient(vertx);
  private final Simulator simulator = await(Simulator.start(vertx, SimulatorOptions.defaults()));

  Logins logins() {
    return simulator.logins(Vendor.ANTHROPIC);
  }

  Map<String, String> settings() {
    return simulator.oauthSettings(Vendor.ANTHROPIC);
  }

  OAuthPart part(Map<String, String> differing) {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.putAll(differing);
    return part(settings, InstantSource.system());
  }

  OAuthPart part(Map<String, String> settings, InstantSource clock) {
    return new AnthropicOAuth(
        new AnthropicConfig(
            "anthropic", ProviderSettings.of("anthropic", AnthropicConfig.SETTINGS, settings)),
        upstream,
        clock);
  }

  Grant login(OAuthPart part) {
    LoginWalk walk =
        new LoginWalk(upstream, new AnthropicStandIn(simulator).logins().orElseThrow());
    return await(walk.granted(part));
  }

  Grant refresh(OAuthPart part, Tokens tokens) {
    return await(LoginWalk.refreshed(part, LoginWalk.session("anthropic", tokens)));
  }

  /** The requests to a path, oldest first. */
  List<ReceivedRequest> asked(String path) {
    return simulator.requests().stream()
        .filter(request -> request.path().startsWith(path))
        .toList();
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
