package dev.maestro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a provider that counts tokens has to do; one that does not says so. */
abstract class CountingContract extends ContractStage {
  CountingContract() {}

  @Test
  final void countsWhereItSaysSoAndNowhereElse() {
    if (!counts()) {
      Listening asked = deployed().count(Deployed.GOOD, request("anything"));
      assertThatThrownBy(() -> Deployed.await(asked.opened())).isInstanceOf(ReplyException.class);
      return;
    }
    String prompt = vendor().prompt(Situation.ANSWER);
    Heard few = Deployed.await(deployed().count(Deployed.GOOD, request(prompt)).heard());
    Heard more =
        Deployed.await(
            deployed().count(Deployed.GOOD, request("Many words. ".repeat(200) + prompt)).heard());

    assertThat(few.usage().inputTokens()).isPositive();
    assertThat(few.usage().outputTokens()).isZero();
    assertThat(more.usage().inputTokens()).isGreaterThan(few.usage().inputTokens());
    assertThat(few.events()).hasAtLeastOneElementOfType(StreamEvent.Started.class);
  }

  @Test
  final void countsWhatTheAnswerTakes() {
    if (counts()) {
      String prompt = vendor().prompt(Situation.ANSWER);
      Heard count = Deployed.await(deployed().count(Deployed.GOOD, request(prompt)).heard());

      assertThat(count.usage().inputTokens())
          .isEqualTo(heard(Situation.ANSWER, false).usage().inputTokens());
    }
  }

  @Test
  final void passesRequestsToCountThrough() {
    if (!counts()) {
      return;
    }
    int passed = 0;
    for (Dialect dialect : Deployed.await(deployed().describe()).dialects()) {
      Optional<Buffer> body = vendor().countBody(dialect, vendor().prompt(Situation.ANSWER));
      if (body.isPresent()) {
        Heard heard =
            Deployed.await(deployed().passCount(dialect, vendor().model(), body.get()).heard());
        assertThat(heard.usage().inputTokens()).isPositive();
        assertThat(heard.raw().toJsonObject()).isNotEmpty();
        passed++;
      }
    }
    assertThat(passed).as("dialects with a countBody").isPositive();
  }

  @Test
  final void failsByKindWhereTheVendorRefusesToCount() {
    if (counts()) {
      String prompt = vendor().prompt(Situation.ANSWER);
      ProviderException unauthorized =
          Deployed.failure(deployed().count(Deployed.BAD, request(prompt)).opened());
      ProviderException limited =
          Deployed.failure(
              deployed()
                  .count(Deployed.GOOD, request(vendor().prompt(Situation.RATE_LIMITED)))
                  .opened());

      assertThat(unauthorized.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
      assertThat(limited.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(List.of(unauthorized, limited))
          .allSatisfy(failure -> assertThat(failure.facts().fromVendor()).isTrue());
    }
  }

  private boolean counts() {
    return Deployed.await(deployed().describe()).features().contains("count");
  }
}
