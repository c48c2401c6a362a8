package dev.maestro.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.store.KeyRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRequestTest {
  @Test
  void takesARoleAndSessionsWithOrWithoutProvider() {
    assertThat(KeyRequest.check("ci", "client", Optional.of(List.of("work", "acme/team_a"))))
        .isEqualTo(KeyRole.CLIENT);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThatThrownBy(() -> KeyRequest.check(" ", "client", Optional.empty()))
        .hasMessageStartingWith("name:");
    assertThatThrownBy(() -> KeyRequest.check("ci", "root", Optional.empty()))
        .hasMessageStartingWith("role:");
    assertThatThrownBy(() -> KeyRequest.check("ci", null, Optional.empty()))
        .hasMessageStartingWith("role:");
    assertThatThrownBy(
            () -> KeyRequest.check("ci", "client", Optional.of(List.of("work", "a/b/c"))))
        .hasMessageStartingWith("sessions[1]:");
  }

  @Test
  void hintsAtAKeyWithoutGivingItAway() {
    String hint = KeyRequest.hint(Secret.of("maestro_abcdefghijklmnop"));
    assertThat(hint).isEqualTo("maestro_abc…nop");
  }
}
