package dev.maestro.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private static ErrorFacts read(int status, String body) {
    return Errors.answer(status, Map.of(), Buffer.buffer(body));
  }

  @ParameterizedTest
  @CsvSource({
    "429,insufficient_quota,,QUOTA_EXHAUSTED",
    "429,,insufficient_quota,QUOTA_EXHAUSTED",
    "429,credit_balance_exhausted,,QUOTA_EXHAUSTED",
    "429,organization_spend_limit_exceeded,,QUOTA_EXHAUSTED",
    "429,project_spend_limit_exceeded,,QUOTA_EXHAUSTED",
    "429,organization_usage_limit_exceeded,,QUOTA_EXHAUSTED",
    "429,rate_limit_exceeded,requests,RATE_LIMITED",
    "429,,tokens,RATE_LIMITED",
    "429,billing_not_active,,BILLING",
    "404,model_not_found,invalid_request_error,MODEL_NOT_FOUND",
    "404,,,NOT_FOUND",
    "400,context_length_exceeded,invalid_request_error,INVALID_REQUEST",
    "401,invalid_api_key,invalid_request_error,UNAUTHORIZED",
    "401,,,UNAUTHORIZED",
    "402,,,BILLING",
    "403,unsupported_country_region_territory,,FORBIDDEN",
    "403,,,FORBIDDEN",
    "408,,,TIMEOUT",
    "409,,,CONFLICT",
    "413,,,TOO_LARGE",
    "422,,,INVALID_REQUEST",
    "500,,server_error,VENDOR_FAILURE",
    "502,,,VENDOR_FAILURE",
    "503,slow_down,,OVERLOADED",
    "503,,,OVERLOADED",
    "504,,,TIMEOUT"
  })
  void everyErrorHasItsKind(int status, String code, String type, ErrorKind kind) {
    String body =
        "{\"error\":{\"message\":\"m\",\"code\":"
            + (code == null ? "null" : "\"" + code + "\"")
            + ",\"type\":"
            + (type == null ? "null" : "\"" + type + "\"")
            + "}}";

    ErrorFacts facts = read(status, body);

    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.status()).isEqualTo(status);
    assertThat(facts.fromVendor()).isTrue();
    assertThat(facts.vendorBody()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"detail\":\"Words\"}|Words",
        "{\"detail\":{\"message\":\"Words\",\"code\":\"x\"}}|Words",
        "{\"detail\":[{\"msg\":\"Words\"}]}|Words",
        "{\"error\":\"Words\"}|Words",
        "{\"message\":\"Words\"}|Words",
        "<html>Bad gateway</html>|The vendor answered with status 502.",
        "''|The vendor answered with status 502."
      })
  void theWordsAreFoundWhereverTheyStand(String body, String words) {
    assertThat(read(502, body).message()).isEqualTo(words);
    assertThat(read(502, body).kind()).isEqualTo(ErrorKind.VENDOR_FAILURE);
  }

  @Test
  void longWordsAreCut() {
    assertThat(read(400, "{\"error\":\"" + "x".repeat(9_000) + "\"}").message().length())
        .isLessThan(3_000);
  }

  @Test
  void theFieldConcernedIsNamed() {
    assertThat(read(400, "{\"error\":{\"message\":\"m\",\"param\":\"temperature\"}}").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.field()).isEqualTo("temperature"));
  }

  @Test
  void theWaitIsReadFromEitherHeader() {
    assertThat(wait(Map.of("retry-after", "1.5"))).isEqualTo(Duration.ofMillis(1500));
    assertThat(wait(Map.of("retry-after", "9", "retry-after-ms", "20")))
        .isEqualTo(Duration.ofMillis(20));
    assertThat(wait(Map.of("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"))).isNull();
    assertThat(wait(Map.of())).isNull();
  }

  private static Duration wait(Map<String, String> headers) {
    return Errors.answer(429, headers, Buffer.buffer("{}")).retryAfter();
  }

  @Test
  void onlyHeadersOfUseToClientsAreKept() {
    ErrorFacts facts =
        Errors.answer(
            429,
            Map.of(
                "x-request-id", "r",
                "x-ratelimit-reset-tokens", "6m0s",
                "openai-processing-ms", "5",
                "set-cookie", "secret",
                "content-type", "text/html"),
            Buffer.buffer("{}"));
    assertThat(facts.vendorHeaders())
        .containsOnlyKeys("x-request-id", "x-ratelimit-reset-tokens", "openai-processing-ms");
    assertThat(new ChatWire().isClientHeader("retry-after-ms")).isTrue();
    assertThat(new ResponsesWire().isClientHeader("x-should-retry")).isTrue();
    assertThat(new ResponsesWire().isClientHeader("set-cookie")).isFalse();
  }

  @Test
  void budgetsBecomeEfforts() {
    assertThat(effort(0)).isEqualTo("none");
    assertThat(effort(1024)).isEqualTo("low");
    assertThat(effort(8192)).isEqualTo("medium");
    assertThat(effort(24_576)).isEqualTo("high");
  }

  private static String effort(int budget) {
    return Words.effort(new dev.maestro.api.chat.ReasoningOptions(null, null, budget, null));
  }

  @ParameterizedTest
  @CsvSource({
    "o3,true",
    "gpt-5-mini,true",
    "gpt-5.2-codex,true",
    "gpt-10,true",
    "gpt-4.1,false",
    "gpt-5-chat-latest,false",
    "ft:gpt-5:x,false",
    "deepseek,false"
  })
  void reasoningModelsAreToldByTheirNames(String model, boolean reasons) {
    assertThat(Words.isReasoningModel(model)).isEqualTo(reasons);
  }
}
