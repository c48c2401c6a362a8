package dev.maestro.provider.anthropic;

import dev.maestro.api.Dialect;
import dev.maestro.api.Secret;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import dev.maestro.testkit.LoginStandIn;
import dev.maestro.testkit.Situation;
import dev.maestro.testkit.VendorStandIn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The simulator as the suite wants its vendor. */
final class AnthropicStandIn implements VendorStandIn {
  private static final String MODEL = "claude-sonnet-4-5-20250929";

  private final Simulator simulator;

  AnthropicStandIn(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String baseUrl() {
    return simulator.baseUrl(Vendor.ANTHROPIC);
  }

  @Override
  public Map<String, String> settings(String baseUrl) {
    Map<String, String> settings = new TreeMap<>(simulator.oauthSettings(Vendor.ANTHROPIC));
    settings.put("base-url", baseUrl);
    return settings;
  }

  @Override
  public Optional<LoginStandIn> logins() {
    return Optional.of(
        new LoginStandIn() {
          // The page shows it with the state behind, to be pasted.
          @Override
          public String code(UpstreamAnswer page) {
            String shown = page.headers().getOrDefault("x-sim-code", "");
            return shown.substring(0, shown.indexOf('#'));
          }

          @Override
          public void expire() {
            simulator.logins(Vendor.ANTHROPIC).expireAccessTokens();
            simulator.logins(Vendor.ANTHROPIC).expireKeys();
          }
        });
  }

  @Override
  public Secret goodKey() {
    return Secret.of(Vendor.ANTHROPIC.defaultKey());
  }

  @Override
  public Secret badKey() {
    return Secret.of("not-a-key");
  }

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public String prompt(Situation situation) {
    return "Say something."
        + switch (situation) {
          case ANSWER -> "";
          case ENDLESS -> " [[sim:endless]]";
          case RATE_LIMITED -> " [[sim:status=429 retry-after=2]]";
          case OVERLOADED -> " [[sim:status=529]]";
          case TRUNCATED -> " [[sim:truncate]]";
          case CUT -> " [[sim:cut=3]]";
          case SINGLE_BYTES -> " [[sim:tokens=20 chop=1]]";
        };
  }

  @Override
  public Buffer body(Dialect dialect, String prompt, boolean stream) {
    return new JsonObject()
        .put("model", MODEL)
        .put("max_tokens", 1_000)
        .put("stream", stream)
        .put("messages", new JsonArray().add(user(prompt)))
        .toBuffer();
  }

  @Override
  public Optional<Buffer> countBody(Dialect dialect, String prompt) {
    return Optional.of(
        new JsonObject()
            .put("model", MODEL)
            .put("messages", new JsonArray().add(user(prompt)))
            .toBuffer());
  }

  private static JsonObject user(String prompt) {
    return new JsonObject().put("role", "user").put("content", prompt);
  }

  @Override
  public Future<?> aborted() {
    return simulator.awaitRequest(request -> request.state() == ReceivedRequest.State.ABORTED);
  }

  @Override
  public Future<Void> close() {
    return simulator.close();
  }
}
