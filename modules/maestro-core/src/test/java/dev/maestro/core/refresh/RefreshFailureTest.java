package dev.maestro.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.oauth.TokenRefusal;
import dev.maestro.core.store.SessionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefreshFailureTest {
  private static RefreshFailure of(ErrorKind kind) {
    return RefreshFailure.of(ErrorFacts.of(kind, "So it is."));
  }

  @Test
  void onlyADeadGrantEndsASession() {
    assertThat(of(ErrorKind.NEEDS_LOGIN).end()).contains(SessionStatus.NEEDS_LOGIN);
    ErrorFacts revoked =
        ErrorFacts.of(ErrorKind.NEEDS_LOGIN, "Revoked.").withCode(TokenRefusal.REVOKED);
    assertThat(RefreshFailure.of(revoked).end()).contains(SessionStatus.REVOKED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEEDS_LOGIN")
  void everyOtherFailureIsTriedAgainAndToldOfInTheEnd(ErrorKind kind) {
    assertThat(of(kind).end()).isEmpty();
    assertThat(of(kind).tellAt()).isBetween(1, 15);
  }

  @Test
  void whatOnlyASettingMendsIsToldAtOnceAndWhatPassesLater() {
    assertThat(of(ErrorKind.FORBIDDEN).tellAt()).isEqualTo(1);
    assertThat(of(ErrorKind.NOT_FOUND).tellAt()).isEqualTo(1);
    assertThat(of(ErrorKind.VENDOR_FAILURE).tellAt()).isEqualTo(3);
    assertThat(of(ErrorKind.RATE_LIMITED).tellAt()).isEqualTo(3);
  }

  @Test
  void aVendorsRefusalToAnswerNowDoesNotMatterToAGoodToken() {
    assertThat(matters(ErrorFacts.vendor(ErrorKind.RATE_LIMITED, 429, null, "Slow."))).isFalse();
    assertThat(matters(ErrorFacts.of(ErrorKind.UNAVAILABLE, "No database."))).isFalse();
    assertThat(matters(ErrorFacts.of(ErrorKind.TRUNCATED, "Cut."))).isTrue();
    assertThat(matters(ErrorFacts.vendor(ErrorKind.NOT_FOUND, 404, null, "Moved."))).isTrue();
  }

  private static boolean matters(ErrorFacts facts) {
    return RefreshFailure.mattersToAGoodToken(facts);
  }

  @Test
  void aRestartOfOursIsNotTheVendorsFailure() {
    assertThat(of(ErrorKind.UNAVAILABLE).tellAt()).isGreaterThan(10);
    assertThat(RefreshFailure.isOurs(ErrorKind.UNAVAILABLE)).isTrue();
    assertThat(RefreshFailure.isOurs(ErrorKind.OVERLOADED)).isFalse();
  }
}
