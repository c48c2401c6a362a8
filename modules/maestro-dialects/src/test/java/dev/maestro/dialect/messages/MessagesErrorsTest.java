package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesErrorsTest {
  private static final MessagesWire WIRE = new MessagesWire();

  private static ErrorFacts answered(int status, String type, String message) {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message);
    return WIRE.readError(status, Map.of(), Buffer.buffer(body));
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error,bad,INVALID_REQUEST",
    "400,invalid_request_error,Your credit balance is too low to go on,BILLING",
    "413,invalid_request_error,large,TOO_LARGE",
    "401,authentication_error,key,UNAUTHORIZED",
    "402,billing_error,pay,BILLING",
    "403,permission_error,no,FORBIDDEN",
    "404,not_found_error,model: x,MODEL_NOT_FOUND",
    "404,not_found_error,file,NOT_FOUND",
    "409,conflict_error,again,CONFLICT",
    "413,request_too_large,large,TOO_LARGE",
    "429,rate_limit_error,slow,RATE_LIMITED",
    "500,api_error,oh,VENDOR_FAILURE",
    "504,timeout_error,late,TIMEOUT",
    "529,overloaded_error,full,OVERLOADED",
    "418,new_error,tea,INVALID_REQUEST"
  })
  void everyTypeHasItsKind(int status, String type, String message, ErrorKind kind) {
    ErrorFacts facts = answered(status, type, message);
    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.status()).isEqualTo(status);
    assertThat(facts.code()).isEqualTo(type);
    assertThat(facts.message()).isEqualTo(message);
    assertThat(facts.fromVendor()).isTrue();
    assertThat(facts.vendorBody()).contains(type);
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_REQUEST", "401,UNAUTHORIZED", "402,BILLING", "403,FORBIDDEN", "404,NOT_FOUND",
    "408,TIMEOUT", "409,CONFLICT", "413,TOO_LARGE", "429,RATE_LIMITED", "500,VENDOR_FAILURE",
    "502,VENDOR_FAILURE", "503,OVERLOADED", "504,TIMEOUT", "529,OVERLOADED"
  })
  void aBodyOfTheEdgeGetsItsKindFromTheStatus(int status, ErrorKind kind) {
    String html = "<html><body>413 Request Entity Too Large</body></html>";
    ErrorFacts facts = WIRE.readError(status, Map.of(), Buffer.buffer(html));
    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.message()).contains(String.valueOf(status));
    assertThat(facts.vendorBody()).isEqualTo(html);
  }

  @Test
  void theWaitIsTakenFromTheFinestHeader() {
    assertThat(wait(Map.of("retry-after-ms", "1500", "retry-after", "9")))
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(wait(Map.of("retry-after", "12"))).isEqualTo(Duration.ofSeconds(12));
    assertThat(
            wait(
                Map.of(
                    "date",
                    "Wed, 21 Oct 2026 07:28:00 GMT",
                    "retry-after",
                    "Wed, 21 Oct 2026 07:28:30 GMT")))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(wait(Map.of("date", "nonsense", "retry-after", "soon"))).isNull();
    assertThat(wait(Map.of("retry-after", "soon"))).isNull();
    assertThat(wait(Map.of())).isNull();
  }

  private static Duration wait(Map<String, String> headers) {
    return WIRE.readError(429, headers, Buffer.buffer()).retryAfter();
  }

  @Test
  void onlyHeadersOfUseAreKept() {
    Map<String, String> kept =
        WIRE.readError(
                429,
                Map.of(
                    "request-id", "r",
                    "anthropic-ratelimit-tokens-remaining", "1",
                    "anthropic-priority-input-tokens-limit", "2",
                    "anthropic-organization-id", "o",
                    "set-cookie", "secret"),
                Buffer.buffer())
            .vendorHeaders();
    assertThat(kept)
        .containsOnlyKeys(
            "request-id",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-priority-input-tokens-limit",
            "anthropic-organization-id");
    assertThat(WIRE.isClientHeader("retry-after")).isTrue();
    assertThat(WIRE.isClientHeader("server")).isFalse();
  }
}
