package dev.maestro.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.WireCall;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.UpstreamRequest;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiStreamingTest {
  private static final Map<String, String> CLIENTS =
      Map.of(
          "authorization", "Bearer own",
          "openai-organization", "org-clients",
          "openai-project", "proj-clients",
          "openai-beta", "new=v1");

  @Test
  void bothWiresAreThereAndTheSettingSaysWhichIsPreferred() {
    assertThat(wires(Map.of())).containsExactly(ResponsesWire.DIALECT, ChatWire.DIALECT);
    assertThat(wires(Map.of("wire", "chat")))
        .containsExactly(ChatWire.DIALECT, ResponsesWire.DIALECT);
  }

  @Test
  void aWireThatDoesNotExistIsNamed() {
    Map<String, String> wrong = Map.of("wire", "telex");

    assertThatThrownBy(() -> streaming(wrong))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("providers.openai.wire");
  }

  @Test
  void eachDialectHasItsOwnPath() {
    assertThat(request(ChatWire.DIALECT, null, null).url())
        .isEqualTo("https://api.openai.com/v1/chat/completions");
    assertThat(request(ResponsesWire.DIALECT, null, null).url())
        .isEqualTo("https://api.openai.com/v1/responses");
  }

  @Test
  void organisationAndProjectAreTheSessionsAlone() {
    assertThat(request(ChatWire.DIALECT, "org-sessions", "proj-sessions").headers())
        .containsEntry("openai-organization", "org-sessions")
        .containsEntry("openai-project", "proj-sessions")
        .containsEntry("authorization", "Bearer sk-planted")
        .containsEntry("openai-beta", "new=v1");
    assertThat(request(ChatWire.DIALECT, null, null).headers())
        .doesNotContainKeys("openai-organization", "openai-project");
  }

  @Test
  void theClientsParametersPass() {
    OpenAiConfig config =
        new OpenAiConfig("openai", ProviderSettings.of("openai", OpenAiConfig.SETTINGS, Map.of()));
    SessionFacts facts = new SessionFacts("1", "openai", "work", AuthType.API_KEY, null, null);
    OpenSession session = new OpenSession(facts, Secret.of("sk-planted"));
    WireCall call =
        new WireCall(ResponsesWire.DIALECT, "m", true, Map.of(), "a=b", Buffer.buffer("{}"));

    assertThat(new OpenAiStreaming(config).request(session, call).url())
        .isEqualTo("https://api.openai.com/v1/responses?a=b");
    assertThat(new OpenAiCounting(config).request(session, call).url())
        .isEqualTo("https://api.openai.com/v1/responses/input_tokens?a=b");
  }

  private static UpstreamRequest request(Dialect dialect, String organization, String project) {
    SessionFacts facts =
        new SessionFacts("1", "openai", "work", AuthType.API_KEY, organization, project);
    OpenSession session = new OpenSession(facts, Secret.of("sk-planted"));
    WireCall call = new WireCall(dialect, "gpt-x", true, CLIENTS, Buffer.buffer("{}"));
    return streaming(Map.of()).request(session, call);
  }

  private static List<Dialect> wires(Map<String, String> settings) {
    return streaming(settings).wires().stream().map(WireDialect::dialect).toList();
  }

  private static OpenAiStreaming streaming(Map<String, String> given) {
    ProviderSettings settings = ProviderSettings.of("openai", OpenAiConfig.SETTINGS, given);
    return new OpenAiStreaming(new OpenAiConfig("openai", settings));
  }
}
