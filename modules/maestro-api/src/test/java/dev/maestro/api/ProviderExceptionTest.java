package dev.maestro.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProviderExceptionTest {
  @Test
  void aForeignFailureBecomesInternalSaysNothingOfItselfAndStaysTheCause() {
    IllegalStateException foreign = new IllegalStateException("sk-planted");

    ProviderException internal = ProviderException.from(foreign);

    assertThat(internal.kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(internal).hasMessageNotContaining("planted").hasCause(foreign);
  }

  @Test
  void oneOfOurOwnStaysAsItIs() {
    ProviderException own = ProviderException.of(ErrorKind.CONFLICT, "taken");

    assertThat(ProviderException.from(own)).isSameAs(own).hasNoCause();
    assertThat(own.failureCode()).isEqualTo(409);
  }
}
