package dev.maestro.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  private static final Tokens OLD =
      new Tokens(
          Secret.of("planted-a"),
          Secret.of("planted-r"),
          Secret.of("planted-i"),
          Secret.of("planted-k"),
          Map.of("account", Secret.of("planted-x")));

  @Test
  void whatAnAnswerLeavesOutStaysAsItWas() throws Exception {
    assertThat(answer("{}").over(OLD)).isEqualTo(OLD);
    Tokens next = answer("{\"access_token\":\"new\"}").over(OLD);
    assertThat(next.access()).isEqualTo(Secret.of("new"));
    assertThat(next.refresh()).isEqualTo(OLD.refresh());
    assertThat(answer("{\"refresh_token\":\"new\"}").over(OLD).refresh())
        .isEqualTo(Secret.of("new"));
  }

  @Test
  void aFirstAnswerWithoutATokenIsNone() throws Exception {
    TokenAnswer none = answer("{\"token_type\":\"Bearer\"}");

    assertThatThrownBy(() -> none.over(null))
        .isInstanceOfSatisfying(
            ProviderException.class, odd -> assertThat(odd.kind()).isEqualTo(ErrorKind.MALFORMED));
  }

  @ParameterizedTest
  @CsvSource({"3600, PT1H", "'\"60\"', PT1M", "0, ", "-1, ", "null, ", "{}, ", "1e300, PT87600H"})
  void aLifetimeIsReadWithTolerance(String json, Duration lifetime) throws Exception {
    assertThat(answer("{\"expires_in\":" + json + "}").lifetime()).isEqualTo(lifetime);
  }

  @Test
  void onlyAPersonGoesOnWithoutARefreshToken() {
    assertThat(OLD.neededRefresh()).isEqualTo(OLD.refresh());
    Tokens without = OLD.withRefresh(null);
    assertThatThrownBy(without::neededRefresh)
        .isInstanceOfSatisfying(
            ProviderException.class,
            needs -> assertThat(needs.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN));
  }

  @Test
  void moreThingsComeAndGo() {
    assertThat(OLD.with("b", Secret.of("c")).more("b")).isEqualTo(Secret.of("c"));
    assertThat(OLD.without("account").more()).isEmpty();
    assertThat(OLD.without("none")).isEqualTo(OLD);
  }

  @Test
  void printingOneShowsNothing() {
    assertThat(OLD.toString()).doesNotContain("planted");
    assertThat(Grant.of(OLD, null).toString()).doesNotContain("planted");
  }

  private static TokenAnswer answer(String json) throws Exception {
    return new TokenAnswer(JsonMapper.builder().build().readTree(json));
  }
}
