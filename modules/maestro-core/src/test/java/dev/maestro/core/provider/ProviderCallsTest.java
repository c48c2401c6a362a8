package dev.maestro.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.ProviderBus;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Announcements announcements = new Announcements(InstantSource.system());
  private final ProviderCalls calls = new ProviderCalls(new ProviderBus(vertx), announcements);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private ErrorFacts absence(Ability ability) {
    ReplyException nobody = new ReplyException(ReplyFailure.NO_HANDLERS, "nobody");
    return calls.translated(nobody, "acme", ability).facts();
  }

  @Test
  void aProviderThatNeverAnnouncedItselfIsNotFound() {
    ErrorFacts facts = absence(Ability.STREAMING);
    assertThat(facts.status()).isEqualTo(404);
    assertThat(facts.code()).isEqualTo("provider_not_found");
    assertThat(facts.message()).contains("acme");
  }

  @Test
  void anAbilityThatIsNotDescribedIsUnsupported() {
    announcements.heard(
        new Announcement("1", AnnouncementsTest.provider("acme", "n", "models"), false));
    ErrorFacts facts = absence(Ability.STREAMING);
    assertThat(facts.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    assertThat(facts.status()).isEqualTo(422);
    assertThat(facts.retryable()).isFalse();
  }

  @Test
  void aProviderThatFellSilentIsUnavailableForAWhile() {
    announcements.heard(
        new Announcement("1", AnnouncementsTest.provider("acme", "n", "streaming"), false));
    ErrorFacts facts = absence(Ability.STREAMING);
    assertThat(facts.status()).isEqualTo(503);
    assertThat(facts.retryAfter()).isPositive();
  }

  @Test
  void aRequestThatNobodyTakesFailsInTheseWords() {
    var failed = calls.request(Ability.MODELS, "acme", "x", String.class);
    assertThat(failed.otherwiseEmpty().await()).isNull();
    assertThat(failed.cause()).isInstanceOf(ProviderException.class);
    assertThat(((ProviderException) failed.cause()).facts().code()).isEqualTo("provider_not_found");
  }

  @Test
  void aProvidersOwnErrorStaysAsItIs() {
    ProviderException own = ProviderException.of(ErrorKind.RATE_LIMITED, "slow down");
    assertThat(calls.translated(own, "acme", Ability.MODELS)).isSameAs(own);
  }
}
