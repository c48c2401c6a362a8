package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors on request, in each vendor's own shape. */
class ErrorAnswersTest {
  @RegisterExtension static final Running RUNNING = new Running();

  private final Http http = RUNNING.http();

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error",
    "401,authentication_error",
    "402,billing_error",
    "403,permission_error",
    "404,not_found_error",
    "409,conflict_error",
    "413,request_too_large",
    "429,rate_limit_error",
    "500,api_error",
    "503,api_error",
    "504,timeout_error",
    "529,overloaded_error"
  })
  void anthropicAnswersWithItsTypeOfError(int status, String type) throws Exception {
    var answer = http.messages("[[sim:status=" + status + "]]", ",\"stream\":true");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).isEqualTo("error");
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo(type);
    assertThat(answer.json().path("request_id").asText()).isEqualTo(answer.header("request-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,''",
    "401,invalid_api_key",
    "403,missing_scope",
    "404,model_not_found",
    "429,rate_limit_exceeded",
    "500,''",
    "503,server_is_overloaded"
  })
  void openaiAnswersWithItsCode(int status, String code) throws Exception {
    for (var answer :
        new Http.Answer[] {
          http.chat("[[sim:status=" + status + "]]", ""),
          http.responses("[[sim:status=" + status + "]]", ",\"stream\":true")
        }) {
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.json().path("error").path("code").asText("")).isEqualTo(code);
      assertThat(answer.json().path("error").properties())
          .extracting(java.util.Map.Entry::getKey)
          .containsExactly("message", "type", "param", "code");
      assertThat(answer.header("x-request-id")).startsWith("req_");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_ARGUMENT", "401,UNAUTHENTICATED", "403,PERMISSION_DENIED", "404,NOT_FOUND",
    "429,RESOURCE_EXHAUSTED", "500,INTERNAL", "503,UNAVAILABLE", "504,DEADLINE_EXCEEDED"
  })
  void geminiAnswersWithItsStatusAndInAnArrayWhereItStreamsJson(int status, String name)
      throws Exception {
    String prompt = "[[sim:status=" + status + "]]";
    var sse = http.gemini("streamGenerateContent?alt=sse", prompt, "");
    assertThat(sse.status()).isEqualTo(status);
    assertThat(sse.json().path("error").path("status").asText()).isEqualTo(name);
    assertThat(sse.json().path("error").path("code").asInt()).isEqualTo(status);
    var array = http.gemini("streamGenerateContent", prompt, "");
    assertThat(array.status()).isEqualTo(status);
    assertThat(array.json().get(0).path("error").path("status").asText()).isEqualTo(name);
  }

  @Test
  void theTwoKindsOf429AreToldApart() throws Exception {
    assertThat(http.chat("[[sim:status=429 quota]]", "").json().path("error").path("type").asText())
        .isEqualTo("insufficient_quota");
    assertThat(http.gemini("generateContent", "[[sim:status=429 quota]]", "").body())
        .contains("PerDay");
    assertThat(http.gemini("generateContent", "[[sim:status=429]]", "").body())
        .contains("PerMinute");
  }

  @Test
  void aProxysPageIsHtmlOnEveryVendor() throws Exception {
    for (var answer :
        new Http.Answer[] {
          http.messages("[[sim:status=502 html]]", ""),
          http.chat("[[sim:status=502 html]]", ""),
          http.gemini("streamGenerateContent", "[[sim:status=502 html]]", "")
        }) {
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("content-type")).startsWith("text/html");
      assertThat(answer.body()).startsWith("<html>");
    }
  }

  @Test
  void errorsInsideAStreamHaveEachVendorsShape() throws Exception {
    String stream = ",\"stream\":true";
    var anthropic = http.messages("x [[sim:error]]", stream);
    assertThat(anthropic.body()).contains("event: error\n").doesNotContain("message_stop");
    assertThat(anthropic.events().getLast().path("error").path("type").asText())
        .isEqualTo("overloaded_error");
    var chat = http.chat("x [[sim:error after=2]]", stream);
    assertThat(chat.events()).hasSize(3);
    assertThat(chat.events().getLast().path("error").path("type").asText())
        .isEqualTo("server_error");
    assertThat(chat.body()).doesNotContain("[DONE]");
    var nested = http.responses("x [[sim:error]]", stream).events();
    assertThat(nested.get(nested.size() - 2).path("error").path("code").asText())
        .isEqualTo("insufficient_quota");
    assertThat(nested.getLast().path("type").asText()).isEqualTo("response.failed");
    assertThat(nested.getLast().path("sequence_number").asInt()).isEqualTo(nested.size() - 1);
    var flat = http.responses("x [[sim:error=flat]]", stream).events().getLast();
    assertThat(flat.path("type").asText()).isEqualTo("error");
    assertThat(flat.path("code").asText()).isEqualTo("server_error");
    String alt = "streamGenerateContent?alt=sse";
    assertThat(http.gemini(alt, "x [[sim:error]]", "").body())
        .contains("data: {\"error\":{\"code\":503");
    assertThat(http.gemini(alt, "x [[sim:error=bare after=1]]", "").body())
        .contains("\r\n\r\n{\"error\":{\"code\":503");
  }

  @Test
  void anErrorWithoutAStreamIsAnErrorAnswer() throws Exception {
    assertThat(http.messages("x [[sim:error]]", "").status()).isEqualTo(529);
    assertThat(http.chat("x [[sim:failed]]", "").status()).isEqualTo(500);
    assertThat(http.responses("x [[sim:error]]", "").status()).isEqualTo(500);
    assertThat(http.gemini("generateContent", "x [[sim:error]]", "").status()).isEqualTo(503);
  }

  @Test
  void unknownPathsAreAnsweredAsTheVendorDoes() throws Exception {
    assertThat(http.fetch(Vendor.OPENAI, "/nothing").body())
        .contains("Invalid URL (GET /v1/nothing)");
    assertThat(
            http.fetch(Vendor.ANTHROPIC, "/v1/nothing").json().path("error").path("type").asText())
        .isEqualTo("not_found_error");
    assertThat(http.fetch(Vendor.GEMINI, "/v1beta/nothing").status()).isEqualTo(404);
  }

  @Test
  void bodiesThatAreNoJsonAreRefused() throws Exception {
    assertThat(
            http.post(Vendor.ANTHROPIC, "/v1/messages", "{")
                .json()
                .path("error")
                .path("message")
                .asText())
        .startsWith("The request body is not valid JSON");
    assertThat(http.post(Vendor.OPENAI, "/responses", "[]").status()).isEqualTo(400);
    assertThat(
            http.post(Vendor.GEMINI, "/v1beta/models/gemini-2.5-flash:generateContent", "no")
                .status())
        .isEqualTo(400);
  }
}
