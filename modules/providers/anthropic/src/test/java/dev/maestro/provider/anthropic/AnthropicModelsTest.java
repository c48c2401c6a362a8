package dev.maestro.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.dialect.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicModelsTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void allPagesAreRead() throws TimeoutException {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(AnthropicModelsTest::page)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    AnthropicConfig config =
        new AnthropicConfig(
            "anthropic",
            ProviderSettings.of(
                "anthropic",
                AnthropicConfig.SETTINGS,
                Map.of("base-url", "http://127.0.0.1:" + server.actualPort())));
    OpenSession session =
        new OpenSession(
            new SessionFacts("1", "anthropic", "work", AuthType.API_KEY, null, null),
            Secret.of("key"));

    List<ModelInfo> models =
        new AnthropicModels("anthropic", config, new UpstreamClient(vertx))
            .models(session)
            .await(10, TimeUnit.SECONDS);

    assertThat(models).extracting(ModelInfo::id).containsExactly("one", "two", "three/3");
  }

  private static void page(HttpServerRequest request) {
    String after = request.getParam("after_id", "");
    String answer =
        switch (after) {
          case "" -> "{\"data\":[{\"id\":\"one\"}],\"has_more\":true,\"last_id\":\"one\"}";
          case "one" -> "{\"data\":[{\"id\":\"two\"}],\"has_more\":true,\"last_id\":\"t&o\"}";
          default -> "{\"data\":[{\"id\":\"three/3\"}],\"has_more\":false}";
        };
    request.response().end(answer);
  }

  @Test
  void aModelSaysWhatTheVendorSays() {
    ModelInfo model =
        AnthropicModels.read(
            "mine",
            Json.parse(
                """
                {"id":"claude-x","display_name":"Claude X","max_input_tokens":1000000,
                 "max_tokens":128000,"capabilities":{"thinking":{"supported":true},
                 "structured_outputs":{"supported":true},"image_input":{"supported":true},
                 "pdf_input":{"supported":false}}}\
                """));

    assertThat(model.name()).isEqualTo("Claude X");
    assertThat(model.provider()).isEqualTo("mine");
    assertThat(model.contextWindow()).isEqualTo(1_000_000);
    assertThat(model.maxOutputTokens()).isEqualTo(128_000);
    assertThat(model.capabilities())
        .containsExactlyInAnyOrder(
            "chat", "streaming", "tools", "reasoning", "vision", "structured_output");
    assertThat(model.modalities()).containsExactlyInAnyOrder("text", "image");
  }

  @Test
  void whatTheVendorLeavesOutIsUnknown() {
    ModelInfo model =
        AnthropicModels.read(
            "mine", Json.parse("{\"id\":\"claude-y\",\"max_tokens\":null,\"capabilities\":null}"));

    assertThat(model.name()).isEqualTo("claude-y");
    assertThat(model.contextWindow()).isNull();
    assertThat(model.maxOutputTokens()).isNull();
    assertThat(model.modalities()).containsExactly("text");
  }
}
