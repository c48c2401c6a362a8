package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The oddities of the vendors' streams that a client has to live with. */
class WireQuirksTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private static final String STREAM = ",\"stream\":true";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"}}}";
  private static final String ANTHROPIC_TOOLS =
      ",\"tools\":[{\"name\":\"a\",\"input_schema\":%s},{\"name\":\"b\",\"input_schema\":%s}]"
          .formatted(SCHEMA, SCHEMA);
  private static final String RESPONSES_TOOLS =
      ",\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":%s}]".formatted(SCHEMA);
  private static final String GEMINI_TOOLS =
      ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\",\"parameters\":%s}]}]"
          .formatted(SCHEMA);

  private final Http http = RUNNING.http();

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  @Test
  void anthropicPingsInsideABlockAndBeginsArgumentsEmpty() throws Exception {
    var answer = http.messages("x [[sim:tools=2]]", STREAM + ANTHROPIC_TOOLS);
    var events = answer.events();
    assertThat(types(events))
        .startsWith("message_start", "content_block_start", "ping", "content_block_delta")
        .endsWith("content_block_stop", "message_delta", "message_stop");
    List<String> first = new ArrayList<>();
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i - 1).path("content_block").path("type").asText().equals("tool_use")) {
        first.add(events.get(i).path("delta").path("partial_json").asText("missing"));
      }
    }
    assertThat(first).containsExactly("", "");
    assertThat(answer.body()).containsPattern("\\} +\\}\n").contains("event: ping\n");
  }

  @Test
  void anthropicToolsWithoutArgumentsSendOnlyAnEmptyFragment() throws Exception {
    var events = http.messages("x [[sim:tools no-arguments]]", STREAM + ANTHROPIC_TOOLS).events();
    assertThat(events)
        .filteredOn(event -> event.path("delta").path("type").asText().equals("input_json_delta"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.path("delta").path("partial_json").asText()).isEmpty());
  }

  @Test
  void anthropicThinkingIsSignedRedactedOrHidden() throws Exception {
    var thinking = http.messages("x [[sim:thinking]]", STREAM).events();
    assertThat(thinking)
        .extracting(event -> event.path("delta").path("type").asText())
        .containsSubsequence("thinking_delta", "signature_delta", "text_delta");
    var redacted = http.messages("x [[sim:redacted]]", STREAM).events();
    assertThat(redacted.get(1).path("content_block").path("data").asText()).isNotEmpty();
    var hidden =
        http.post(
                Vendor.ANTHROPIC,
                "/v1/messages",
                """
                {"model":"claude-opus-5","max_tokens":99,"messages":[{"role":"user","content":"x"}]}
                """)
            .json();
    assertThat(hidden.path("content").get(0).path("thinking").asText()).isEmpty();
    assertThat(hidden.path("content").get(0).path("signature").asText()).isNotEmpty();
  }

  @Test
  void anthropicStartsTwiceAndSaysUnknownThingsOnRequest() throws Exception {
    assertThat(types(http.messages("x [[sim:duplicate-start]]", STREAM).events()))
        .startsWith("message_start", "message_start");
    assertThat(http.messages("x [[sim:unknown]]", STREAM).body())
        .contains("event: weather_report", "\"hologram\"", "hologram_delta");
  }

  @Test
  void anthropicStopReasonsFollowTheScript() throws Exception {
    assertThat(http.messages("x [[sim:pause]]", "").json().path("stop_reason").asText())
        .isEqualTo("pause_turn");
    var refusal = http.messages("x [[sim:refusal]]", "").json();
    assertThat(refusal.path("stop_reason").asText()).isEqualTo("refusal");
    assertThat(refusal.path("stop_details").path("category").asText()).isEqualTo("cyber");
    assertThat(http.messages("x [[sim:length]]", "").json().path("stop_reason").asText())
        .isEqualTo("max_tokens");
  }

  @Test
  void chatGivesUsageOnlyWhenAskedAndNullBeforeIt() throws Exception {
    assertThat(http.chat("x", STREAM).body()).doesNotContain("\"usage\"");
    var events = http.chat("x", STREAM + ",\"stream_options\":{\"include_usage\":true}").events();
    assertThat(events.getFirst().get("usage").isNull()).isTrue();
    assertThat(events.getLast().path("choices")).isEmpty();
    assertThat(events.getLast().path("usage").path("total_tokens").asInt()).isPositive();
  }

  @Test
  void chatObfuscatesUnlessToldNotTo() throws Exception {
    assertThat(http.chat("x", STREAM).events()).allMatch(event -> event.has("obfuscation"));
    assertThat(
            http.chat("x", STREAM + ",\"stream_options\":{\"include_obfuscation\":false}").body())
        .doesNotContain("obfuscation");
  }

  @Test
  void chatLeadsWithoutChoicesAndEndsWithoutDoneOnRequest() throws Exception {
    assertThat(http.chat("x [[sim:duplicate-start]]", STREAM).events().getFirst().path("choices"))
        .isEmpty();
    assertThat(http.chat("x [[sim:no-done]]", STREAM).body()).doesNotContain("[DONE]");
    assertThat(http.chat("x [[sim:crlf]]", STREAM).body()).contains("}\r\n\r\n");
    assertThat(
            http.chat("x [[sim:filter]]", "")
                .json()
                .path("choices")
                .get(0)
                .path("finish_reason")
                .asText())
        .isEqualTo("content_filter");
  }

  @Test
  void responsesCallsCarryTwoIdsAndRotateThemOnRequest() throws Exception {
    var events = http.responses("x [[sim:tools]]", STREAM + RESPONSES_TOOLS).events();
    var call = events.getLast().path("response").path("output").get(1);
    assertThat(call.path("id").asText()).startsWith("fc_");
    assertThat(call.path("call_id").asText()).startsWith("call_");
    var rotated = http.responses("x [[sim:rotate-ids]]", STREAM).events();
    var added = rotated.get(2).path("item").path("id").asText();
    var done = rotated.get(rotated.size() - 2).path("item").path("id").asText();
    assertThat(done).isNotEqualTo(added).startsWith("msg_");
  }

  @Test
  void responsesGivesAnotherEncryptedContentAtTheEnd() throws Exception {
    String body =
        """
        {"model":"gpt-5.1","input":"x","stream":true,"store":false,
         "include":["reasoning.encrypted_content"]}
        """;
    var events = http.post(Vendor.OPENAI, "/responses", body).events();
    var added = events.get(2).path("item").path("encrypted_content").asText();
    var done = events.get(3).path("item").path("encrypted_content").asText();
    assertThat(added).startsWith("gAAAAA").isNotEqualTo(done);
    String echo =
        """
        {"model":"gpt-5.1","store":false,"input":[{"role":"user","content":"x"},
         {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"%s"},
         {"role":"user","content":"y"}]}
        """;
    assertThat(http.post(Vendor.OPENAI, "/responses", echo.formatted(done)).status())
        .isEqualTo(200);
    assertThat(http.post(Vendor.OPENAI, "/responses", echo.formatted(added)).body())
        .contains("invalid_encrypted_content");
    assertThat(http.responses("x", STREAM).body()).doesNotContain("encrypted_content");
  }

  @Test
  void responsesLeavesTheOutputEmptyAndSaysUnknownThingsOnRequest() throws Exception {
    var events = http.responses("x [[sim:empty-output unknown]]", STREAM).events();
    assertThat(events.getLast().path("response").path("output")).isEmpty();
    assertThat(types(events)).contains("response.weather_report");
    var refusal = types(http.responses("x [[sim:refusal]]", STREAM).events());
    assertThat(refusal).contains("response.refusal.delta", "response.refusal.done");
  }

  @Test
  void geminiCallsHaveNoIdAndMayLackArguments() throws Exception {
    String alt = "streamGenerateContent?alt=sse";
    var events = http.gemini(alt, "x [[sim:tools no-arguments]]", GEMINI_TOOLS).events();
    var call =
        events
            .get(events.size() - 2)
            .path("candidates")
            .get(0)
            .path("content")
            .path("parts")
            .get(0)
            .path("functionCall");
    assertThat(call.properties()).hasSize(1);
    assertThat(call.path("name").asText()).isEqualTo("a");
    assertThat(events.getLast().path("candidates").get(0).path("finishReason").asText())
        .isEqualTo("STOP");
    assertThat(http.gemini(alt, "x [[sim:tools partial-arguments]]", GEMINI_TOOLS).body())
        .contains("\"partialArgs\":[{\"jsonPath\":\"$.city\",\"stringValue\":\"Sample")
        .contains("\"numberValue\":7")
        .contains("{\"functionCall\":{}}");
  }

  @Test
  void geminiFiltersWithoutContentAndHidesUsageOnRequest() throws Exception {
    var candidate =
        http.gemini("generateContent", "x [[sim:filter]]", "").json().path("candidates").get(0);
    assertThat(candidate.has("content")).isFalse();
    assertThat(candidate.path("finishReason").asText()).isEqualTo("SAFETY");
    assertThat(http.gemini("generateContent", "x [[sim:no-usage]]", "").body())
        .doesNotContain("usageMetadata");
  }

  @Test
  void tokensAreCountedOnEveryVendor() throws Exception {
    assertThat(
            http.post(
                    Vendor.ANTHROPIC,
                    "/v1/messages/count_tokens",
                    "{\"model\":\"claude-haiku-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                .json()
                .path("input_tokens")
                .asInt())
        .isPositive();
    var openai =
        http.post(Vendor.OPENAI, "/responses/input_tokens", "{\"model\":\"gpt-5\",\"input\":\"x\"}")
            .json();
    assertThat(openai.path("object").asText()).isEqualTo("response.input_tokens");
    assertThat(openai.path("input_tokens").asInt()).isPositive();
    assertThat(http.gemini("countTokens", "x", "").json().path("totalTokens").asInt()).isPositive();
  }

  @Test
  void aCountIsTheInputThatTheAnswerReports() throws Exception {
    String messages =
        "{\"model\":\"claude-haiku-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
    assertThat(
            http.post(Vendor.ANTHROPIC, "/v1/messages/count_tokens", messages + "}")
                .json()
                .path("input_tokens"))
        .isEqualTo(
            http.post(Vendor.ANTHROPIC, "/v1/messages", messages + ",\"max_tokens\":9}")
                .json()
                .at("/usage/input_tokens"));
    String input = "{\"model\":\"gpt-4.1\",\"input\":\"x\",\"instructions\":\"Be brief.\"}";
    assertThat(
            http.post(Vendor.OPENAI, "/responses/input_tokens", input).json().path("input_tokens"))
        .isEqualTo(http.post(Vendor.OPENAI, "/responses", input).json().at("/usage/input_tokens"));
    String whole =
        "{\"generateContentRequest\":{\"model\":\"models/gemini-2.5-flash\",\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}]}}";
    assertThat(
            http.post(Vendor.GEMINI, "/v1beta/models/gemini-2.5-flash:countTokens", whole)
                .json()
                .path("totalTokens"))
        .isEqualTo(
            http.gemini("generateContent", "x", "").json().at("/usageMetadata/promptTokenCount"));
  }

  @Test
  void aRequestToCountTakesNothingThatShapesAnAnswer() throws Exception {
    String messages =
        "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    assertThat(http.post(Vendor.ANTHROPIC, "/v1/messages/count_tokens", messages).body())
        .contains("max_tokens: Extra inputs are not permitted");
    String input = "{\"model\":\"gpt-4.1\",\"input\":\"x\",\"temperature\":1}";
    assertThat(http.post(Vendor.OPENAI, "/responses/input_tokens", input).body())
        .contains("Unknown parameter: 'temperature'");
    String unnamed =
        "{\"generateContentRequest\":{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}]}}";
    assertThat(
            http.post(Vendor.GEMINI, "/v1beta/models/gemini-2.5-flash:countTokens", unnamed)
                .status())
        .isEqualTo(400);
    assertThat(http.gemini("countTokens", "x [[sim:status=429]]", "").status()).isEqualTo(429);
  }

  @Test
  void aSchemaIsFollowed() throws Exception {
    String format =
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":%s}}"
            .formatted(SCHEMA);
    var content =
        http.chat("x", format)
            .json()
            .path("choices")
            .get(0)
            .path("message")
            .path("content")
            .asText();
    assertThat(content).isEqualTo("{\"city\":\"Sample city: Zürich \\\"1\\\"\",\"days\":7}");
  }
}
