package dev.maestro.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.notification.NotificationKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationActionTest {
  @Test
  void eachKindHasTheCommandThatHelps() {
    Map<NotificationKind, String> commands =
        Map.of(
            NotificationKind.NEEDS_LOGIN, "maestro login tiny --name work",
            NotificationKind.SESSION_EXPIRING, "maestro login tiny --name work",
            NotificationKind.REFRESH_FAILING,
                "maestro sessions refresh tiny/work || maestro doctor",
            NotificationKind.KEY_REJECTED, "maestro sessions update tiny/work");
    assertThat(commands).containsOnlyKeys(NotificationKind.values());
    commands.forEach((kind, command) -> {
      assertThat(NotificationKind.of(kind.wire())).contains(kind);
      assertThat(NotificationAction.of(Optional.of(kind), "tiny", "work"))
          .isEqualTo(new NotificationAction(command, "/api/sessions/tiny/work"));
    });
  }

  @Test
  void aKindOfAnotherVersionShowsTheSession() {
    assertThat(NotificationKind.of("quota_gone")).isEmpty();
    assertThat(NotificationAction.of(Optional.empty(), "tiny", "work").command())
        .isEqualTo("maestro sessions show tiny/work");
  }
}
