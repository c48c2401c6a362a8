package dev.maestro.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFactsTest {
  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void anErrorOfOurOwnHasItsKindsStatusCodeAndRetryability(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "Said.");
    assertThat(facts.status()).isEqualTo(kind.status()).isBetween(400, 599);
    assertThat(facts.code()).isEqualTo(kind.code()).matches("[a-z_]+");
    assertThat(facts.retryable()).isEqualTo(kind.retryable());
    assertThat(facts.fromVendor()).isFalse();
  }

  @Test
  void aVendorsErrorKeepsItsStatusAndCode() {
    ErrorFacts facts = ErrorFacts.vendor(ErrorKind.OVERLOADED, 529, "overloaded_error", "Busy.");
    assertThat(facts.status()).isEqualTo(529);
    assertThat(facts.code()).isEqualTo("overloaded_error");
    assertThat(facts.fromVendor()).isTrue();
    assertThat(ErrorFacts.vendor(ErrorKind.OVERLOADED, 529, null, "Busy.").code())
        .isEqualTo("overloaded");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 302, 600})
  void aStatusThatIsNoErrorsGivesWayToTheKinds(int status) {
    assertThat(ErrorFacts.vendor(ErrorKind.VENDOR_FAILURE, status, null, "Moved.").status())
        .isEqualTo(502);
  }

  @Test
  void eachWithChangesOneThing() {
    ErrorFacts facts = ErrorFacts.of(ErrorKind.CONFLICT, "Taken.");
    List<FieldProblem> problems = List.of(new FieldProblem("name", "taken", "Choose another."));
    assertThat(
            facts
                .withCode("session_exists")
                .withMessage("Exists.")
                .withProblems(problems)
                .withRetryAfter(Duration.ofSeconds(2))
                .withVendorAnswer("{}", Map.of("a", "b")))
        .isEqualTo(
            new ErrorFacts(
                ErrorKind.CONFLICT,
                "session_exists",
                "Exists.",
                409,
                false,
                Duration.ofSeconds(2),
                problems,
                "{}",
                Map.of("a", "b")));
  }

  @Test
  void waitingDoesNotHelpAnExhaustedQuotaButARateLimit() {
    assertThat(ErrorKind.QUOTA_EXHAUSTED.retryable()).isFalse();
    assertThat(ErrorKind.RATE_LIMITED.retryable()).isTrue();
    assertThat(ErrorKind.CANCELLED.retryable()).isFalse();
  }
}
