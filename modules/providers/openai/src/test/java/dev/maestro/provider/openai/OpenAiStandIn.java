package dev.maestro.provider.openai;

import dev.maestro.api.Dialect;
import dev.maestro.api.Secret;
import dev.maestro.dialect.chat.ChatWire;
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
final class OpenAiStandIn implements VendorStandIn {
  private static final String MODEL = "gpt-5.1";

  private final Simulator simulator;

  OpenAiStandIn(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String baseUrl() {
    return simulator.baseUrl(Vendor.OPENAI);
  }

  @Override
  public Map<String, String> settings(String baseUrl) {
    Map<String, String> settings = new TreeMap<>(simulator.oauthSettings(Vendor.OPENAI));
    settings.put("base-url", baseUrl);
    return settings;
  }

  @Override
  public Optional<LoginStandIn> logins() {
    return Optional.of(
        new LoginStandIn() {
          @Override
          public void expire() {
            simulator.logins(Vendor.OPENAI).expireAccessTokens();
            simulator.logins(Vendor.OPENAI).expireKeys();
          }
        });
  }

  @Override
  public Secret goodKey() {
    return Secret.of(Vendor.OPENAI.defaultKey());
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
    JsonObject body = new JsonObject().put("model", MODEL).put("stream", stream);
    boolean chat = dialect.equals(ChatWire.DIALECT);
    if (chat && stream) {
      body.put("stream_options", new JsonObject().put("include_usage", true));
    }
    return body.put(chat ? "messages" : "input", new JsonArray().add(user(prompt))).toBuffer();
  }

  @Override
  public Optional<Buffer> countBody(Dialect dialect, String prompt) {
    return dialect.equals(ChatWire.DIALECT)
        ? Optional.empty()
        : Optional.of(
            new JsonObject()
                .put("model", MODEL)
                .put("input", new JsonArray().add(user(prompt)))
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
