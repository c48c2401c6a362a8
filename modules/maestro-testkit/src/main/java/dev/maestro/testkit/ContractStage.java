package dev.maestro.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.ProviderVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A provider and its vendor for one test, and the ways to speak to them. */
abstract class ContractStage {
  private Vertx vertx;
  private VendorStandIn vendor;
  private Deployed deployed;

  ContractStage() {}

  /** A new provider, not connected. */
  protected abstract ProviderVerticle provider();

  /** A new stand-in for its vendor. */
  protected abstract Future<VendorStandIn> vendor(Vertx given);

  @BeforeEach
  final void deploy() {
    vertx = Deployed.vertx();
    vendor = Deployed.await(vendor(vertx));
    deployed = Deployed.start(vertx, provider(), vendor, vendor.settings(vendor.baseUrl()));
  }

  @AfterEach
  final void stop() {
    Deployed.await(vendor.close());
    Deployed.await(vertx.close());
  }

  final Vertx vertx() {
    return vertx;
  }

  final VendorStandIn vendor() {
    return vendor;
  }

  final Deployed deployed() {
    return deployed;
  }

  final ChatRequest request(String prompt) {
    return ChatRequest.to(vendor.model())
        .message(Message.text(Role.USER, prompt))
        .maxTokens(4_000)
        .build();
  }

  final Listening ask(String session, Situation situation, boolean stream) {
    return deployed.ask(session, request(vendor.prompt(situation)), stream);
  }

  final Listening pass(Dialect dialect, boolean stream, Map<String, String> headers) {
    return deployed.pass(
        dialect,
        vendor.model(),
        stream,
        headers,
        vendor.body(dialect, vendor.prompt(Situation.ANSWER), stream));
  }

  final Heard heard(Situation situation, boolean stream) {
    return Deployed.await(ask(Deployed.GOOD, situation, stream).heard());
  }

  final ProviderException refusal(String session, Situation situation) {
    return Deployed.failure(ask(session, situation, true).opened());
  }

  /** With the provider once more on a Vert.x of its own, with some settings that differ. */
  final void elsewhere(Map<String, String> differing, Consumer<Deployed> test) {
    Map<String, String> settings = new TreeMap<>(vendor.settings(vendor.baseUrl()));
    settings.putAll(differing);
    Vertx own = Deployed.vertx();
    try {
      test.accept(Deployed.start(own, provider(), vendor, settings));
    } finally {
      Deployed.await(own.close());
    }
  }

  static void hasAnswered(Heard heard) {
    assertThat(heard.usage()).as("usage").isNotNull();
    assertThat(heard.usage().inputTokens()).isPositive();
    assertThat(heard.usage().outputTokens()).isPositive();
    assertThat(heard.text()).isNotBlank();
    assertThat(heard.events().getFirst()).isInstanceOf(StreamEvent.Started.class);
    assertThat(heard.events())
        .noneMatch(StreamEvent.Finished.class::isInstance)
        .noneMatch(StreamEvent.Failed.class::isInstance);
  }
}
