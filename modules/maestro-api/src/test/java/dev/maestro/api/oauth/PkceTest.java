package dev.maestro.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import org.junit.jupiter.api.Test;

class PkceTest {
  @Test
  void theChallengeIsThatOfTheStandardsExample() {
    assertThat(Pkce.challenge(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }
}
