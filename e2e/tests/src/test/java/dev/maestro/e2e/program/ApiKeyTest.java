package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The specification's test of API keys, for each provider. */
@ExtendWith(WithProcess.class)
class ApiKeyTest {
  private final Vendors vendors;
  private final Gateway gateway;

  ApiKeyTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  @AfterEach
  void stopForcing() {
    vendors.simulator().stopForcing();
  }

  @ParameterizedTest
  @EnumSource
  void aSessionIsMadeListsModelsStreamsTheStandardPromptAndGoes(Vendor vendor) throws Exception {
    var created = gateway.create(vendor, "whole_way", vendor.defaultKey());
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.json().path("status").asText()).isEqualTo("active");

    var models = gateway.ask("GET", Gateway.path(vendor, "whole_way") + "/models");
    assertThat(models.status()).isEqualTo(200);
    assertThat(models.json().path("models").findValuesAsText("id")).contains(Gateway.model(vendor));

    var before = vendors.newest();
    var answer = gateway.converse(vendor, "whole_way", Simulator.STANDARD_PROMPT);
    StandardAnswer.check(answer, vendors.conversation(before, ReceivedRequest::ended));

    assertThat(gateway.ask("DELETE", Gateway.path(vendor, "whole_way")).status()).isEqualTo(204);
    assertThat(gateway.ask("GET", Gateway.path(vendor, "whole_way")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerIsTheSameAsAStreamedOne(Vendor vendor) throws Exception {
    gateway.create(vendor, "whole_answer", vendor.defaultKey());
    var before = vendors.newest();
    var question =
        Gateway.question(Gateway.model(vendor), Simulator.STANDARD_PROMPT).put("stream", false);
    var answer = gateway.ask("POST", Gateway.path(vendor, "whole_answer") + "/chat", question);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("finish_reason").asText()).isEqualTo("stop");
    assertThat(answer.json().path("usage").path("total_tokens").asLong()).isPositive();
    assertThat(answer.body())
        .contains(vendors.conversation(before, ReceivedRequest::ended).nonce())
        .contains("FastAPI", "Stripe");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyRequestsKeepTheirStatusAndWhenToTryAgain(Vendor vendor) throws Exception {
    gateway.create(vendor, "limited", vendor.defaultKey());
    vendors.simulator().force(vendor, "status=429 retry-after=7", 5);
    try (var refused = gateway.chat(vendor, "limited", "hello")) {
      assertThat(refused.head().status()).isEqualTo(429);
      assertThat(refused.head().header("retry-after")).isEqualTo("7");
      assertThat(refused.head().header("maestro-error-origin")).isEqualTo("provider");
      assertThat(refused.head().header("content-type")).startsWith("application/problem+json");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCutStreamFailsAndNeverFinishes(Vendor vendor) throws Exception {
    gateway.create(vendor, "cut_off", vendor.defaultKey());
    var answer = gateway.converse(vendor, "cut_off", "hello [[sim:bytes=20KB cut=2]]");
    assertThat(answer.names()).endsWith("failed").doesNotContain("finished");
    assertThat(answer.last("failed").path("retryable").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamWithoutItsTerminalEventFails(Vendor vendor) throws Exception {
    gateway.create(vendor, "truncated", vendor.defaultKey());
    var answer = gateway.converse(vendor, "truncated", "hello [[sim:truncate]]");
    assertThat(answer.names()).endsWith("failed").doesNotContain("finished");
    assertThat(answer.last("failed").path("code").asText()).isEqualTo("truncated");
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatTheVendorRefusesMakesNoSession(Vendor vendor) throws Exception {
    var refused = gateway.create(vendor, "refused", "wrong-key-of-nobody");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asText()).isEqualTo("api_key_rejected");
    assertThat(refused.body()).doesNotContain("wrong-key-of-nobody");
    assertThat(gateway.ask("GET", Gateway.path(vendor, "refused")).status()).isEqualTo(404);
  }
}
