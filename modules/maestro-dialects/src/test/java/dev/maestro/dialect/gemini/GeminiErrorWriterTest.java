package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.Recordings;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeminiErrorWriterTest {
  private static final GeminiWire WIRE = new GeminiWire();
  private final GeminiClient client = new GeminiClient();

  private Json error(ErrorFacts facts) {
    return Json.parse(client.writeError(facts)).at("error");
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfErrorHasTheShapeThatTheSdkReads(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "What went wrong.");
    Json error = error(facts);

    assertThat(error.number("code")).isEqualTo(client.errorStatus(facts)).isBetween(400L, 599L);
    assertThat(error.text("message")).isEqualTo("What went wrong.");
    assertThat(error.text("status")).matches("[A-Z_]+");
    assertThat(error.at("details").at(0).text("@type"))
        .isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,400,INVALID_ARGUMENT",
    "UNAUTHORIZED,401,UNAUTHENTICATED",
    "BILLING,402,FAILED_PRECONDITION",
    "FORBIDDEN,403,PERMISSION_DENIED",
    "NOT_FOUND,404,NOT_FOUND",
    "CONFLICT,409,ABORTED",
    "TOO_LARGE,413,INVALID_ARGUMENT",
    "UNSUPPORTED,422,UNIMPLEMENTED",
    "RATE_LIMITED,429,RESOURCE_EXHAUSTED",
    "CANCELLED,499,CANCELLED",
    "INTERNAL,500,INTERNAL",
    "TRUNCATED,502,UNAVAILABLE",
    "OVERLOADED,503,UNAVAILABLE",
    "TIMEOUT,504,DEADLINE_EXCEEDED"
  })
  void everyStatusHasGooglesWord(ErrorKind kind, int code, String word) {
    Json error = error(ErrorFacts.of(kind, "m"));
    assertThat(error.number("code")).isEqualTo(code);
    assertThat(error.text("status")).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorKind.class,
      names = {
        "INVALID_REQUEST",
        "UNAUTHORIZED",
        "BILLING",
        "FORBIDDEN",
        "NOT_FOUND",
        "CONFLICT",
        "TOO_LARGE",
        "RATE_LIMITED",
        "QUOTA_EXHAUSTED",
        "OVERLOADED",
        "TIMEOUT",
        "CANCELLED"
      })
  void whatIsWrittenReadsBackAsTheSameKindAndWait(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "m").withRetryAfter(Duration.ofMillis(34_400));
    ErrorFacts back = WIRE.readError(client.errorStatus(facts), Map.of(), client.writeError(facts));
    assertThat(back.kind()).isEqualTo(kind);
    assertThat(back.retryAfter()).isEqualTo(Duration.ofMillis(34_400));
  }

  @ParameterizedTest
  @CsvSource({"10000,10s", "34400,34.4s", "250,0.25s", "0,0s", "100500,100.5s"})
  void theWaitIsADurationAsProtobufHasIt(long millis, String text) {
    ErrorFacts facts =
        ErrorFacts.of(ErrorKind.RATE_LIMITED, "m").withRetryAfter(Duration.ofMillis(millis));
    List<Json> details = error(facts).list("details");
    assertThat(details.getLast().text("@type")).endsWith("google.rpc.RetryInfo");
    assertThat(details.getLast().text("retryDelay")).isEqualTo(text);
  }

  @Test
  void aWrongFieldIsAViolationAndItsSuggestionIsSaid() {
    Json error =
        error(ProviderException.invalid("contents[1].role", "is odd.", "Use user.").facts());
    assertThat(error.text("message")).isEqualTo("contents[1].role: is odd. Use user.");
    Json violation = error.at("details").at(1).at("fieldViolations").at(0);
    assertThat(violation.text("field")).isEqualTo("contents[1].role");
    assertThat(violation.text("description")).isEqualTo("is odd. Use user.");
  }

  @Test
  void foreignStatusesBecomeOnesThatTheSdkKnows() {
    assertThat(error(ErrorFacts.vendor(ErrorKind.OVERLOADED, 529, null, "x")).number("code"))
        .isEqualTo(503);
    assertThat(error(ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 400, null, "x")).number("code"))
        .isEqualTo(401);
    assertThat(error(ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 200, null, "x")).number("code"))
        .isEqualTo(429);
  }

  @Test
  void anErrorInsideAStreamIsAnEventOfItsOwn() {
    String end =
        client.writeStreamError(ErrorFacts.of(ErrorKind.OVERLOADED, "It broke.")).toString();
    assertThat(end).startsWith("data: {\"error\":").endsWith("\r\n\r\n");
    ErrorFacts back = Recordings.failure(Recordings.text(WIRE, end));
    assertThat(back.message()).isEqualTo("It broke.");
    assertThat(back.kind()).isEqualTo(ErrorKind.OVERLOADED);
  }

  @Test
  void whereAListIsWantedTheErrorIsItsOnlyElement() {
    RequestHead list = RequestHead.of("m", RequestHead.Form.LIST);
    RequestHead events = RequestHead.of("m", RequestHead.Form.EVENTS);
    Buffer error = Buffer.buffer("{\"error\":{}}");
    assertThat(client.frameError(list, error).toString()).isEqualTo("[{\"error\":{}}]");
    assertThat(client.frameError(events, error)).isSameAs(error);
    Buffer framed = Buffer.buffer("[{\"error\":{}}]");
    assertThat(client.frameError(list, framed)).isSameAs(framed);
  }
}
