package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorsTest {
  private static final GeminiWire WIRE = new GeminiWire();

  private static ErrorFacts answered(int code, String status, String message, String details) {
    String body =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\",\"details\":[%s]}}"
            .formatted(code, message, status, details);
    return WIRE.readError(code, Map.of(), Buffer.buffer(body));
  }

  private static String info(String reason) {
    return "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"%s\"}"
        .formatted(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_ARGUMENT,bad,INVALID_REQUEST",
    "400,FAILED_PRECONDITION,enable billing please,BILLING",
    "400,FAILED_PRECONDITION,User location is not supported,FORBIDDEN",
    "401,UNAUTHENTICATED,who,UNAUTHORIZED",
    "402,X,pay,BILLING",
    "403,PERMISSION_DENIED,no,FORBIDDEN",
    "404,NOT_FOUND,models/x is not found,MODEL_NOT_FOUND",
    "404,NOT_FOUND,file,NOT_FOUND",
    "409,ABORTED,again,CONFLICT",
    "413,X,large,TOO_LARGE",
    "418,X,tea,INVALID_REQUEST",
    "429,RESOURCE_EXHAUSTED,slow,RATE_LIMITED",
    "429,RESOURCE_EXHAUSTED,'limit: 0, model: x',QUOTA_EXHAUSTED",
    "429,RESOURCE_EXHAUSTED,limit: 1000000,RATE_LIMITED",
    "429,RESOURCE_EXHAUSTED,Please retry in 400s.,QUOTA_EXHAUSTED",
    "499,CANCELLED,gone,CANCELLED",
    "500,INTERNAL,oh,VENDOR_FAILURE",
    "503,UNAVAILABLE,full,OVERLOADED",
    "504,DEADLINE_EXCEEDED,late,TIMEOUT"
  })
  void everyStatusHasItsKind(int code, String status, String message, ErrorKind kind) {
    ErrorFacts facts = answered(code, status, message, "");
    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.status()).isEqualTo(code);
    assertThat(facts.code()).isEqualTo(status);
    assertThat(facts.message()).isEqualTo(message);
    assertThat(facts.vendorBody()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "400,API_KEY_INVALID,UNAUTHORIZED",
    "429,QUOTA_EXHAUSTED,QUOTA_EXHAUSTED",
    "429,INSUFFICIENT_G1_CREDITS_BALANCE,QUOTA_EXHAUSTED",
    "429,MODEL_CAPACITY_EXHAUSTED,OVERLOADED",
    "429,RATE_LIMIT_EXCEEDED,RATE_LIMITED",
    "403,SERVICE_DISABLED,FORBIDDEN"
  })
  void aReasonSaysMoreThanTheStatusWhichIsKept(int code, String reason, ErrorKind kind) {
    ErrorFacts facts = answered(code, "X", "m", info(reason));
    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.status()).isEqualTo(code);
    assertThat(facts.code()).isEqualTo(reason);
  }

  @Test
  void aDailyQuotaIsUsedUpAndOneOfAMinuteIsNot() {
    String quota =
        "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"RequestsPer%s\"}]}";
    assertThat(answered(429, "X", "m", quota.formatted("DayPerProject")).kind())
        .isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
    assertThat(answered(429, "X", "m", quota.formatted("MinutePerProject")).kind())
        .isEqualTo(ErrorKind.RATE_LIMITED);
  }

  @Test
  void theWaitIsTakenFromTheDetailsThenTheWords() {
    String retry =
        "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.4s\"}";
    assertThat(answered(429, "X", "Please retry in 1s.", retry).retryAfter())
        .isEqualTo(Duration.ofMillis(34_400));
    assertThat(answered(429, "X", "Please retry in 12.3s.", "").retryAfter())
        .isEqualTo(Duration.ofMillis(12_300));
    assertThat(answered(429, "X", "Please retry in 250ms.", "").retryAfter())
        .isEqualTo(Duration.ofMillis(250));
    assertThat(answered(429, "X", "m", "").retryAfter()).isNull();
    ErrorFacts header = WIRE.readError(503, Map.of("retry-after", "7"), Buffer.buffer());
    assertThat(header.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(header.vendorHeaders()).containsOnlyKeys("retry-after");
  }

  @Test
  void fieldsTheVendorNamesAreHandedOn() {
    String bad =
        "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\"contents\",\"description\":\"empty\"}]}";
    assertThat(answered(400, "INVALID_ARGUMENT", "m", bad).problems())
        .containsExactly(new FieldProblem("contents", "empty", ""));
  }

  @Test
  void anErrorWrappedInAListAndABodyThatIsNoJsonAreRead() {
    ErrorFacts wrapped =
        WIRE.readError(
            404,
            Map.of(),
            Buffer.buffer(
                "[{\"error\":{\"code\":404,\"message\":\"models/x\",\"status\":\"NOT_FOUND\"}}]"));
    assertThat(wrapped.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    ErrorFacts html = WIRE.readError(502, Map.of(), Buffer.buffer("<html>"));
    assertThat(html.kind()).isEqualTo(ErrorKind.VENDOR_FAILURE);
    assertThat(html.message()).contains("502");
    assertThat(html.vendorBody()).isEqualTo("<html>");
    assertThat(WIRE.isClientHeader("x-other")).isFalse();
  }
}
