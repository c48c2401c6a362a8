package dev.maestro.core.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotifyingTest {
  @Test
  void whatWouldMoveATerminalsCursorIsBlank() {
    assertThat(Notifying.shown("gone\u001b[2J\r\nfor\u0000 ever\u202e\u2028 \ud800.\n"))
        .isEqualTo("gone [2J for  ever   .");
    assertThat(Notifying.shown("die Anmeldung läuft ab \ud83d\udd11"))
        .isEqualTo("die Anmeldung läuft ab \ud83d\udd11");
  }

  @Test
  void aLongDetailIsCutBetweenCharacters() {
    String keys = "\ud83d\udd11".repeat(600);
    assertThat(Notifying.shown(keys)).isEqualTo("\ud83d\udd11".repeat(500));
    assertThat(Notifying.shown("x" + keys)).isEqualTo("x" + "\ud83d\udd11".repeat(499));
  }
}
