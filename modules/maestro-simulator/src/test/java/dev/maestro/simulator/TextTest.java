package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Text on all four interfaces, streamed and whole. */
class TextTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();

  private ReceivedRequest last() {
    return RUNNING.simulator().requests().getLast();
  }

  private static String deltas(Http.Answer answer, String type, String... path) {
    return answer.events().stream()
        .filter(event -> type.isEmpty() || event.path("type").asText().equals(type))
        .map(event -> {
          JsonNode at = event;
          for (String name : path) {
            at = name.matches("\\d") ? at.path(Integer.parseInt(name)) : at.path(name);
          }
          return at.asText("");
        })
        .collect(Collectors.joining());
  }

  @Test
  void messagesStreamsTheWholeFastApiTextWithUsageAndNonce() throws Exception {
    var answer = http.messages(Simulator.STANDARD_PROMPT, ",\"stream\":true");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    String text = deltas(answer, "content_block_delta", "delta", "text");
    assertThat(text)
        .contains("FastAPI", "Stripe", "Error handling", "Webhook verification")
        .endsWith(last().nonce());
    var end = answer.events().get(answer.events().size() - 2);
    assertThat(end.path("usage").path("output_tokens").asInt()).isGreaterThan(500);
    assertThat(end.path("delta").path("stop_reason").asText()).isEqualTo("end_turn");
  }

  @Test
  void chatStreamsTheWholeFastApiTextAndEndsWithDone() throws Exception {
    var answer =
        http.chat(
            Simulator.STANDARD_PROMPT,
            ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    String text = deltas(answer, "", "choices", "0", "delta", "content");
    assertThat(text).contains("FastAPI", "Stripe").endsWith(last().nonce());
    assertThat(answer.events().getLast().path("usage").path("completion_tokens").asInt())
        .isGreaterThan(500);
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void responsesStreamsTheWholeFastApiTextWithRisingNumbers() throws Exception {
    var answer = http.responses(Simulator.STANDARD_PROMPT, ",\"stream\":true");
    String text = deltas(answer, "response.output_text.delta", "delta");
    assertThat(text).contains("FastAPI", "Stripe").endsWith(last().nonce());
    var events = answer.events();
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
    }
    var response = events.getLast().path("response");
    assertThat(events.getLast().path("type").asText()).isEqualTo("response.completed");
    assertThat(response.path("usage").path("output_tokens").asInt()).isGreaterThan(500);
    assertThat(response.path("output").get(0).path("content").get(0).path("text").asText())
        .isEqualTo(text);
  }

  @Test
  void geminiStreamsTheWholeFastApiTextWithCrlf() throws Exception {
    var answer = http.gemini("streamGenerateContent?alt=sse", Simulator.STANDARD_PROMPT, "");
    String text = deltas(answer, "", "candidates", "0", "content", "parts", "0", "text");
    assertThat(text).contains("FastAPI", "Stripe").endsWith(last().nonce());
    assertThat(answer.body()).contains("}\r\n\r\ndata: ");
    var end = answer.events().getLast();
    assertThat(end.path("candidates").get(0).path("finishReason").asText()).isEqualTo("STOP");
    assertThat(end.path("usageMetadata").path("candidatesTokenCount").asInt()).isGreaterThan(500);
  }

  @Test
  void geminiStreamsAJsonArrayWithoutAltSse() throws Exception {
    var answer = http.gemini("streamGenerateContent", "Hello", "");
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.json().isArray()).isTrue();
    assertThat(answer.json().size()).isGreaterThan(3);
  }

  @Test
  void aChangedPromptDoesNotGetTheFastApiText() throws Exception {
    for (String prompt :
        new String[] {
          Simulator.STANDARD_PROMPT + " ",
          Simulator.STANDARD_PROMPT.toLowerCase(java.util.Locale.ROOT)
        }) {
      assertThat(http.chat(prompt, "").body()).doesNotContain("FastAPI").contains(last().nonce());
    }
  }

  @Test
  void aMarkerBesideTheStandardPromptDoesNotChangeIt() throws Exception {
    assertThat(http.chat(Simulator.STANDARD_PROMPT + " [[sim:lf]]", "").body()).contains("FastAPI");
  }

  @Test
  void wholeAnswersCarryTheSameTextOnAllInterfaces() throws Exception {
    String prompt = "say it [[sim:echo]]";
    assertThat(http.messages(prompt, "").json().path("content").get(0).path("text").asText())
        .isEqualTo("say it\n\nReference: " + last().nonce());
    assertThat(
            http.chat(prompt, "")
                .json()
                .path("choices")
                .get(0)
                .path("message")
                .path("content")
                .asText())
        .isEqualTo("say it\n\nReference: " + last().nonce());
    var output = http.responses(prompt, "").json().path("output").get(0);
    assertThat(output.path("content").get(0).path("text").asText())
        .isEqualTo("say it\n\nReference: " + last().nonce());
    var parts =
        http.gemini("generateContent", prompt, "")
            .json()
            .path("candidates")
            .get(0)
            .path("content")
            .path("parts");
    assertThat(parts.get(0).path("text").asText())
        .isEqualTo("say it\n\nReference: " + last().nonce());
  }

  @Test
  void theLogKnowsTheHashOfTheTextAnswered() throws Exception {
    var answer = http.chat("Hello", ",\"stream\":true");
    String text = deltas(answer, "", "choices", "0", "delta", "content");
    var request = Running.await(RUNNING.simulator().awaitEnd(last().seq()));
    assertThat(request.text().characters()).isEqualTo(text.codePointCount(0, text.length()));
    assertThat(request.text().sha256()).hasSize(64);
    assertThat(request.state()).isEqualTo(ReceivedRequest.State.COMPLETED);
  }

  @Test
  void maxTokensEndsTheTextWithTheVendorsReason() throws Exception {
    assertThat(
            http.chat(Simulator.STANDARD_PROMPT, ",\"max_tokens\":5")
                .json()
                .path("choices")
                .get(0)
                .path("finish_reason")
                .asText())
        .isEqualTo("length");
    assertThat(
            http.responses(Simulator.STANDARD_PROMPT, ",\"max_output_tokens\":16")
                .json()
                .path("incomplete_details")
                .path("reason")
                .asText())
        .isEqualTo("max_output_tokens");
    assertThat(
            http.gemini(
                    "generateContent",
                    Simulator.STANDARD_PROMPT,
                    ",\"generationConfig\":{\"maxOutputTokens\":5}")
                .json()
                .path("candidates")
                .get(0)
                .path("finishReason")
                .asText())
        .isEqualTo("MAX_TOKENS");
  }

  @Test
  void aStopSequenceEndsTheTextBeforeIt() throws Exception {
    var message =
        http.messages("alpha beta gamma [[sim:echo]]", ",\"stop_sequences\":[\"gamma\"]").json();
    assertThat(message.path("content").get(0).path("text").asText()).isEqualTo("alpha beta ");
    assertThat(message.path("stop_reason").asText()).isEqualTo("stop_sequence");
    assertThat(message.path("stop_sequence").asText()).isEqualTo("gamma");
  }
}
