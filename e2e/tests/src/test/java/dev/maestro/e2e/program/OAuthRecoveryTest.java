package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.simulator.LoginStep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon all is well again. */
@Tag("alone")
@Timeout(120)
class OAuthRecoveryTest extends OAuthTrouble {
  private static final long RECOVERY = 5_000;
  private static final long PAUSE_OF_A_MACHINE = 3_000;

  @Test
  void aVendorThatFailsForLongIsToldOnceAndRecoveryNeedsNobody() throws Exception {
    var name = "failing";
    logins(WAY).expiresIn(SHORT);
    logIn(WAY, name);
    logins(WAY).force(LoginStep.TOKEN, "status=500", EVER);

    assertThat(notices.next(name).path("kind").asText()).isEqualTo("refresh_failing");
    var told = System.currentTimeMillis();
    token(request -> request.receivedAt() > told + RECOVERY && request.status() == 500);
    assertThat(status(WAY, name)).isIn("active", "refreshing");
    assertThat(notices.all(name)).hasSize(1);

    logins(WAY).stopForcing();
    var well = System.currentTimeMillis();
    var renewed = token(request -> request.receivedAt() >= well && request.status() == 200);
    assertThat(renewed.endedAt() - well).isLessThan(RECOVERY + PAUSE_OF_A_MACHINE);
    assertThat(person.converse(WAY, name, "hello").isFinished()).isTrue();
    checkOneAndSettled(name);
    assertThat(status(WAY, name)).isIn("active", "refreshing");
  }
}
