package dev.maestro.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.core.credential.SealedJson.LoginSecrets;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
  private static void comesBack(Tokens tokens) {
    assertThat(SealedJson.tokens(SealedJson.of(tokens))).isEqualTo(tokens);
  }

  @Test
  void tokensComeBackAsTheyWere() {
    Tokens least = Tokens.of(Secret.of("access \"quoted\" \u00e4 \uD83D\uDE00"));
    comesBack(least);
    comesBack(
        least
            .withRefresh(Secret.of("refresh"))
            .withIdentity(Secret.of("identity"))
            .withApiKey(Secret.of("key"))
            .with("account", Secret.of("a"))
            .with("access", Secret.of("not the token")));
  }

  @Test
  void theSecretsOfALoginComeBackAsTheyWere() {
    LoginSecrets secrets = new LoginSecrets(Secret.of("state"), Secret.of("verifier"));
    assertThat(SealedJson.loginSecrets(SealedJson.of(secrets))).isEqualTo(secrets);
  }

  @Test
  void whatAnotherVersionAddsIsPassedOver() {
    assertThat(SealedJson.tokens(Secret.of("{\"access\":\"a\",\"new\":{\"x\":1}}")))
        .isEqualTo(Tokens.of(Secret.of("a")));
  }

  @Test
  void whatIsUnreadableIsNotQuoted() {
    assertThatThrownBy(() -> SealedJson.tokens(Secret.of("{planted-secret")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("planted")
        .hasNoCause();
  }
}
