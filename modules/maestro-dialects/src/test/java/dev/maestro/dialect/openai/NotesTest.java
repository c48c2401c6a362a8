package dev.maestro.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.maestro.api.chat.Warning;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotesTest {
  /** Nothing here takes a second; if each were looked for among all, it would take minutes. */
  private static final Duration FOR_EVER = Duration.ofSeconds(30);

  private static final int MANY = 300_000;

  @Test
  void eachIsKeptOnceInTheOrderTheyCame() {
    Notes notes = new Notes();
    notes.unsupported("b", "x");
    notes.unsupported("a", "x");
    notes.unsupported("b", "x");
    assertThat(notes.warnings()).extracting(Warning::field).containsExactly("b", "a");
  }

  @Test
  void manyTakeNoLongerEachThanFew() {
    Notes notes = new Notes();
    assertTimeoutPreemptively(
        FOR_EVER,
        () -> {
          for (int i = 0; i < MANY; i++) {
            notes.unsupported("messages[" + i + "]", "x");
          }
        });
    assertThat(notes.warnings()).hasSize(MANY);
  }
}
