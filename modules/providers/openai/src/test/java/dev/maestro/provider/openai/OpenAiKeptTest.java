package dev.maestro.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.AuthType;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.responses.ResponsesClient;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiKeptTest {
  private final OpenAiKept kept =
      new OpenAiKept(
          new OpenAiConfig(
              "openai", ProviderSettings.of("openai", OpenAiConfig.SETTINGS, Map.of())));

  private UpstreamRequest request(boolean delete, String id, String part, String query) {
    SessionFacts facts =
        new SessionFacts("1", "openai", "work", AuthType.API_KEY, "org-sessions", null);
    AnswerKeeping keeping = new ResponsesClient().keeping().orElseThrow();
    return kept.request(
        new OpenSession(facts, Secret.of("sk-planted")),
        new WireCall(
            ResponsesWire.DIALECT,
            id,
            false,
            Map.of("openai-beta", "b", "authorization", "Bearer own"),
            keeping.ask(new AnswerKeeping.Asked(delete, id, part, query))));
  }

  @Test
  void anAnswerIsReadAndDeletedByItsIdWithTheSessionsKey() {
    UpstreamRequest read = request(false, "resp_1", "", null);
    assertThat(read.method()).isEqualTo(HttpMethod.GET);
    assertThat(read.url()).isEqualTo("https://api.openai.com/v1/responses/resp_1");
    assertThat(read.body()).isNull();
    assertThat(read.headers())
        .containsEntry("authorization", "Bearer sk-planted")
        .containsEntry("openai-organization", "org-sessions")
        .containsEntry("openai-beta", "b");
    assertThat(request(true, "resp_1", "", null).method()).isEqualTo(HttpMethod.DELETE);
    assertThat(request(false, "resp_1", "input_items", "limit=2").url())
        .isEqualTo("https://api.openai.com/v1/responses/resp_1/input_items?limit=2");
  }

  @Test
  void anIdThatLeadsElsewhereIsRefused() {
    assertThatThrownBy(() -> request(false, "../files", "", null))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void whatComesPassesAsItIs() {
    assertThat(kept.wires())
        .singleElement()
        .satisfies(wire -> assertThat(wire.dialect()).isEqualTo(ResponsesWire.DIALECT));
  }
}
