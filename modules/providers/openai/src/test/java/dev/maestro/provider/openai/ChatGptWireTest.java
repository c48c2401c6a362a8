package dev.maestro.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.StreamingPart;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.Written;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.responses.ResponsesWire;
import dev.maestro.testkit.LoginWalk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatGptWireTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final ChatGptWire wire = new ChatGptWire(InstantSource.fixed(NOW));
  private final OpenAiConfig config =
      OpenAiLoginStage.config(Map.of("chatgpt-base-url", "http://chatgpt/"));

  @Test
  void aWholeAnswerIsAskedForAsAStreamToo() {
    Written written = wire.write(request().build(), false);
    JsonObject body = written.body().toJsonObject();

    assertThat(body.getBoolean("stream")).isTrue();
    assertThat(body.getBoolean("store")).isFalse();
    assertThat(body.getString("instructions")).isEmpty();
    assertThat(body.getJsonArray("input")).hasSize(1);
    assertThat(written.warnings()).isEmpty();
  }

  @Test
  void instructionsStay() {
    assertThat(
            wire.write(request().system("Be brief.").build(), true)
                .body()
                .toJsonObject()
                .getString("instructions"))
        .isEqualTo("Be brief.");
  }

  @Test
  void whatTheApiRefusesStaysBehindAndIsReported() {
    Written written =
        wire.write(request().maxTokens(99).temperature(0.5).topP(0.5).user("me").build(), true);

    assertThat(written.body().toJsonObject().fieldNames())
        .doesNotContain("max_output_tokens", "temperature", "top_p", "user");
    assertThat(written.warnings())
        .extracting(Warning::field)
        .containsExactlyInAnyOrder("max_tokens", "temperature", "top_p", "user");
  }

  @Test
  void aDetailIsTheVendorsWord() {
    ErrorFacts facts = read(400, "{\"detail\":\"Store must be set to false\"}");

    assertThat(facts.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(facts.message()).isEqualTo("Store must be set to false");
    assertThat(read(401, "{\"detail\":\"expired\"}").kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
  }

  @Test
  void aLimitOfThePlanSaysWhenItEnds() {
    long end = NOW.plusSeconds(3600).getEpochSecond();
    ErrorFacts limited =
        read(
            429,
            "{\"error\":{\"type\":\"usage_limit_reached\",\"plan_type\":\"plus\",\"resets_at\":"
                + end
                + "}}");

    assertThat(limited.kind()).isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.retryAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(limited.message()).contains("(plus)", "2026-11-26T13:00:00Z");
    for (String odd : List.of("", ",\"resets_at\":1", ",\"resets_at\":9223372036854775807")) {
      ErrorFacts facts = read(429, "{\"error\":{\"type\":\"usage_limit_reached\"" + odd + "}}");
      assertThat(facts.retryAfter()).as(odd).isNull();
      assertThat(facts.message()).isNotBlank();
    }
  }

  @Test
  void aPlanThatDoesNotIncludeItIsAMatterOfBilling() {
    ErrorFacts facts = read(429, "{\"error\":{\"type\":\"usage_not_included\"}}");

    assertThat(facts.kind()).isEqualTo(ErrorKind.BILLING);
    assertThat(facts.status()).isEqualTo(429);
    assertThat(facts.retryable()).isFalse();
  }

  @Test
  void anOverloadedBackendIsOverloaded() {
    assertThat(read(503, "{\"error\":{\"code\":\"server_is_overloaded\"}}").kind())
        .isEqualTo(ErrorKind.OVERLOADED);
    assertThat(wire.isClientHeader("x-codex-primary-used-percent")).isTrue();
    assertThat(wire.isClientHeader("set-cookie")).isFalse();
  }

  @Test
  void aSessionWithoutAKeyAsksChatGptAndSaysWhoItIs() {
    UpstreamRequest request =
        new OpenAiStreaming(config)
            .request(token(), call(Map.of("openai-beta", "b", "anthropic-beta", "c")));

    assertThat(request.url()).isEqualTo("http://chatgpt/responses");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer planted-access")
        .containsEntry("chatgpt-account-id", "acc")
        .containsEntry("originator", "maestro")
        .containsEntry("accept", "text/event-stream")
        .doesNotContainKeys("openai-beta", "anthropic-beta", "openai-organization");
    assertThat(request.headers().get("user-agent")).startsWith("maestro/");
    assertThat(new OpenAiStreaming(config).wires(token()))
        .singleElement()
        .isInstanceOf(ChatGptWire.class);
  }

  @Test
  void aSessionWithAKeyIsLikeAnyOther() {
    OpenSession keyed =
        LoginWalk.session(
            "openai", Tokens.of(Secret.of("planted-access")).withApiKey(Secret.of("planted-key")));
    OpenAiStreaming streaming = new OpenAiStreaming(config);

    assertThat(streaming.wires(keyed)).isEqualTo(streaming.wires());
    assertThat(streaming.request(keyed, call(Map.of())).headers())
        .containsEntry("authorization", "Bearer planted-key")
        .doesNotContainKey("chatgpt-account-id");
  }

  @Test
  void countsAndKeptAnswersNeedAKey() {
    for (StreamingPart part : List.of(new OpenAiCounting(config), new OpenAiKept(config))) {
      assertThatThrownBy(() -> part.request(token(), call(Map.of())))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
          .hasMessageContaining("no API key");
    }
  }

  private ErrorFacts read(int status, String body) {
    return wire.readError(status, Map.of(), Buffer.buffer(body));
  }

  private static OpenSession token() {
    return LoginWalk.session(
        "openai",
        Tokens.of(Secret.of("planted-access")).with(OpenAiConfig.ACCOUNT, Secret.of("acc")));
  }

  private static WireCall call(Map<String, String> headers) {
    return new WireCall(ResponsesWire.DIALECT, "gpt-5", true, headers, Buffer.buffer("{}"));
  }

  private static ChatRequestBuilder request() {
    return ChatRequest.to("gpt-4o").message(Message.text(Role.USER, "Hello."));
  }
}
