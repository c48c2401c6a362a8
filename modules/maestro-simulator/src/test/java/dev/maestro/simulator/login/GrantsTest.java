package dev.maestro.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.simulator.anthropic.AnthropicTokens;
import dev.maestro.simulator.login.Refreshed.Denied;
import dev.maestro.simulator.login.Refreshed.Renewed;
import dev.maestro.simulator.login.Refreshed.Why;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much is remembered. */
class GrantsTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Terms TERMS = new Terms("client", "scope", true, false);
  private static final int MOST = 20_000;

  private final Grants grants = new Grants(new AnthropicTokens());

  private Refreshed refresh(String token) {
    return grants.refresh(token, "client", "", LIFE);
  }

  @Test
  void whatWasNotUsedForLongestIsForgottenFirst() {
    var used = grants.open(TERMS, LIFE);
    var idle = grants.open(TERMS, LIFE);
    for (int i = 2; i < MOST; i++) {
      grants.open(TERMS, LIFE);
    }
    assertThat(refresh(used.refresh())).isInstanceOf(Renewed.class);
    grants.open(TERMS, LIFE);
    assertThat(grants.refreshesByGrant()).hasSize(MOST);
    assertThat(grants.stands(used.grant().id())).isTrue();
    assertThat(grants.standing(idle.access())).isEqualTo(Standing.UNKNOWN);
    assertThat(refresh(idle.refresh())).isEqualTo(new Denied(Why.UNKNOWN));
  }

  @Test
  void aGrantThatIsRefreshedForeverKeepsAFewTokens() {
    var first = grants.open(TERMS, LIFE);
    var token = first.refresh();
    var last = first;
    for (int i = 0; i < 50; i++) {
      last = ((Renewed) refresh(token)).tokens();
      token = last.refresh();
    }
    assertThat(grants.standing(first.access())).isEqualTo(Standing.UNKNOWN);
    assertThat(grants.standing(last.access()).live()).isTrue();
    assertThat(refresh(first.refresh())).isEqualTo(new Denied(Why.UNKNOWN));
    assertThat(refresh(token)).isInstanceOf(Renewed.class);
  }
}
