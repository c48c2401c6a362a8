package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the vendors' models refuse in a request. */
class RequestRulesTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();

  private Http.Answer messages(String model, String more) throws Exception {
    return http.post(
        Vendor.ANTHROPIC,
        "/v1/messages",
        """
        {"model":"%s","messages":[{"role":"user","content":"x"}]%s}
        """
            .formatted(model, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claude-sonnet-4-5| | max_tokens: Field required",
        "claude-sonnet-4-5|,\"max_tokens\":0| max_tokens: Input should be greater than or equal to 1",
        "claude-sonnet-4-5|,\"max_tokens\":70000| max_tokens: 70000 > 64000",
        "claude-sonnet-4-5|,\"max_tokens\":9,\"temperature\":1.5| temperature: Input should be less",
        "claude-sonnet-4-5|,\"max_tokens\":9,\"temperature\":1,\"top_p\":1| cannot both be specified",
        "claude-sonnet-4-5|,\"max_tokens\":9,\"seed\":1| seed: Extra inputs are not permitted",
        "claude-opus-5|,\"max_tokens\":9,\"temperature\":0.5| `temperature` is deprecated",
        "claude-opus-4-7|,\"max_tokens\":9,\"top_p\":0.5| `top_p` is deprecated",
        "claude-sonnet-5|,\"max_tokens\":9,\"top_k\":5| `top_k` is deprecated",
        "claude-opus-5|,\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}| \"thinking.type.enabled\" is not supported for this model",
        "claude-sonnet-4-5|,\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5}| greater than or equal to 1024",
        "claude-sonnet-4-5|,\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}| `max_tokens` must be greater than `thinking.budget_tokens`",
        "claude-sonnet-4-5|,\"max_tokens\":9,\"tools\":[{\"name\":\"a b\",\"input_schema\":{\"type\":\"object\"}}]| tools.0.custom.name",
        "claude-sonnet-4-5|,\"max_tokens\":9,\"tool_choice\":{\"type\":\"any\"}| tool_choice"
      })
  void anthropicRefusesParameters(String model, String more, String message) throws Exception {
    var answer = messages(model, more == null ? "" : more);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("message").asText()).contains(message);
  }

  @Test
  void anthropicRefusesAnUnknownModelWith404() throws Exception {
    var answer = messages("claude-nope", ",\"max_tokens\":9");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").path("message").asText())
        .isEqualTo("model: claude-nope");
  }

  @Test
  void anthropicRefusesPrefillOnNewerModels() throws Exception {
    String more =
        "{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"Sure\"}";
    String body = "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[" + more + "]}";
    assertThat(
            http.post(Vendor.ANTHROPIC, "/v1/messages", body.formatted("claude-opus-4-6")).body())
        .contains("does not support assistant message prefill");
    assertThat(
            http.post(Vendor.ANTHROPIC, "/v1/messages", body.formatted("claude-haiku-4-5"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void anthropicWantsAResultForEveryToolUse() throws Exception {
    String use =
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"t\",\"input\":{}}]}";
    String body =
        "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
            + use
            + ",{\"role\":\"user\",\"content\":\"y\"}]}";
    assertThat(http.post(Vendor.ANTHROPIC, "/v1/messages", body).body())
        .contains("`tool_use` ids were found without `tool_result` blocks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-5|,\"max_tokens\":9|max_tokens|unsupported_parameter",
        "gpt-5|,\"temperature\":0.5|temperature|unsupported_value",
        "o3|,\"stop\":\"x\"|stop|unsupported_parameter",
        "gpt-5.1|,\"top_p\":0.5|top_p|unsupported_parameter",
        "gpt-4.1|,\"temperature\":3|temperature|decimal_above_max_value",
        "gpt-4.1|,\"temperature\":-1|temperature|decimal_below_min_value",
        "gpt-4.1|,\"stop\":[\"1\",\"2\",\"3\",\"4\",\"5\"]|stop|array_above_max_length",
        "gpt-4.1|,\"frobnicate\":1|frobnicate|unknown_parameter",
        "gpt-4.1|,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a b\"}}]|tools[0].function.name|invalid_value"
      })
  void chatRefusesParameters(String model, String more, String param, String code)
      throws Exception {
    var answer =
        http.post(
            Vendor.OPENAI,
            "/chat/completions",
            """
            {"model":"%s","messages":[{"role":"user","content":"x"}]%s}
            """
                .formatted(model, more));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("param").asText()).isEqualTo(param);
    assertThat(answer.json().path("error").path("code").asText()).isEqualTo(code);
  }

  @Test
  void aModelToldNotToReasonTakesATemperature() throws Exception {
    var body =
        "{\"model\":\"gpt-5.1\",\"reasoning_effort\":\"none\",\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    assertThat(http.post(Vendor.OPENAI, "/chat/completions", body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"max_output_tokens\":5|integer_below_min_value",
        ",\"stop\":\"x\"|unknown_parameter",
        ",\"reasoning\":{\"effort\":\"low\"}|unsupported_parameter",
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}]|missing_required_parameter",
        ",\"previous_response_id\":\"resp_x\"|previous_response_not_found"
      })
  void responsesRefusesParameters(String more, String code) throws Exception {
    var answer = http.responses("x", more);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("code").asText()).isEqualTo(code);
  }

  @Test
  void openaiRefusesModelsThatDoNotTalkOrDoNotExist() throws Exception {
    String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    assertThat(http.post(Vendor.OPENAI, "/chat/completions", body.formatted("gpt-nope")).body())
        .contains("model_not_found");
    for (String model : new String[] {"whisper-1", "gpt-image-1", "gpt-5.1-codex-max"}) {
      assertThat(http.post(Vendor.OPENAI, "/chat/completions", body.formatted(model)).status())
          .as(model)
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"frobnicate\":1| Unknown name \"frobnicate\": Cannot find field.",
        ",\"generationConfig\":{\"max_tokens\":1}| Unknown name \"max_tokens\" at 'generation_config'",
        ",\"generationConfig\":{\"temperature\":3}| temperature must be in the range [0.0, 2.0]",
        ",\"generationConfig\":{\"stopSequences\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}| must not exceed 5",
        ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":1,\"thinkingLevel\":\"low\"}}| only one of thinking budget and thinking level",
        ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"low\"}}| Thinking level is not supported",
        ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":99999}}| between 1 and 24576",
        ",\"generationConfig\":{\"responseSchema\":{\"type\":\"OBJECT\"}}| response_mime_type",
        ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"1a\"}]}]| Invalid function name",
        ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\",\"parameters\":{\"type\":\"object\",\"additionalProperties\":false}}]}]| Unknown name \"additionalProperties\""
      })
  void geminiRefusesParameters(String more, String message) throws Exception {
    var answer = http.gemini("generateContent", "x", more);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("message").asText()).contains(message);
  }

  @Test
  void geminiRefusesModelsThatDoNotGenerate() throws Exception {
    var answer =
        http.post(
            Vendor.GEMINI,
            "/v1beta/models/gemini-embedding-001:generateContent",
            Bodies.gemini("x", ""));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").path("message").asText())
        .contains("is not found for API version v1beta, or is not supported for generateContent");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String text = "x".repeat(33 << 20);
    assertThat(http.messages(text, "").status()).isEqualTo(413);
    assertThat(http.chat(text, "").status()).isEqualTo(413);
  }
}
