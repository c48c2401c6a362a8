package dev.maestro.api.oauth;

import static dev.maestro.api.bus.Ends.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyMakingTest {
  private static final Tokens TOKENS = Tokens.of(Secret.of("access"));
  private static final Secret KEY = Secret.of("key");

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aKeyIsUsedInPlaceOfTheToken() {
    Tokens made = await(KeyMaking.of(TOKENS, () -> Future.succeededFuture(KEY)));

    assertThat(made.used()).isEqualTo(KEY);
    assertThat(KeyMaking.wanted(made)).isTrue();
  }

  @Test
  void aRefusalIsFinalAndNoFailure() {
    Tokens before = TOKENS.withApiKey(KEY);

    Tokens without = await(KeyMaking.of(before, () -> failing(ErrorKind.FORBIDDEN)));

    assertThat(without.used()).isEqualTo(TOKENS.access());
    assertThat(KeyMaking.wanted(without)).isFalse();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aVendorThatFailsIsAskedAFewTimesAndAgainAtTheNextRefresh() {
    Tokens later = await(KeyMaking.of(TOKENS, () -> failing(ErrorKind.OVERLOADED)));

    assertThat(asked).hasValue(3);
    assertThat(later.used()).isEqualTo(TOKENS.access());
    assertThat(KeyMaking.wanted(later)).isTrue();
    Tokens made = await(KeyMaking.of(later, () -> Future.succeededFuture(KEY)));
    assertThat(made.more()).isEmpty();
    assertThat(made.used()).isEqualTo(KEY);
  }

  @Test
  void anOlderKeyOutlastsAVendorThatFails() {
    Tokens later =
        await(KeyMaking.of(TOKENS.withApiKey(KEY), () -> failing(ErrorKind.UNREACHABLE)));

    assertThat(later.used()).isEqualTo(KEY);
  }

  private Future<Secret> failing(ErrorKind kind) {
    asked.incrementAndGet();
    return Future.failedFuture(ProviderException.of(kind, "no"));
  }
}
