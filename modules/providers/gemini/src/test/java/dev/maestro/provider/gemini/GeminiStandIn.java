package dev.maestro.provider.gemini;

import dev.maestro.api.Dialect;
import dev.maestro.api.Secret;
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
final class GeminiStandIn implements VendorStandIn {
  private static final String MODEL = "gemini-2.5-flash";

  private final Simulator simulator;

  GeminiStandIn(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String baseUrl() {
    return simulator.baseUrl(Vendor.GEMINI);
  }

  @Override
  public Map<String, String> settings(String baseUrl) {
    Map<String, String> settings = new TreeMap<>(simulator.oauthSettings(Vendor.GEMINI));
    settings.put("base-url", baseUrl);
    return settings;
  }

  @Override
  public Optional<LoginStandIn> logins() {
    return Optional.of(
        new LoginStandIn() {
          @Override
          public void expire() {
            simulator.logins(Vendor.GEMINI).expireAccessTokens();
            simulator.logins(Vendor.GEMINI).expireKeys();
          }
        });
  }

  @Override
  public Secret goodKey() {
    return Secret.of(Vendor.GEMINI.defaultKey());
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
          case OVERLOADED -> " [[sim:status=503]]";
          case TRUNCATED -> " [[sim:truncate]]";
          case CUT -> " [[sim:cut=3]]";
          case SINGLE_BYTES -> " [[sim:tokens=20 chop=1]]";
        };
  }

  @Override
  public Buffer body(Dialect dialect, String prompt, boolean stream) {
    return new JsonObject().put("contents", new JsonArray().add(user(prompt))).toBuffer();
  }

  @Override
  public Optional<Buffer> countBody(Dialect dialect, String prompt) {
    return Optional.of(body(dialect, prompt, false));
  }

  private static JsonObject user(String prompt) {
    JsonObject text = new JsonObject().put("text", prompt);
    return new JsonObject().put("role", "user").put("parts", new JsonArray().add(text));
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
