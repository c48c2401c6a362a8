package dev.maestro.launcher.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final List<String> closed = new ArrayList<>();
  private final Closing closing = new Closing();

  @Test
  void whatWasStartedLastIsClosedFirstThoughOneFails() {
    closing.add(() -> closed.add("first"));
    closing.add(() -> {
      throw new IllegalStateException("does not close");
    });
    closing.add(() -> closed.add("last"));
    closing.close();
    closing.close();
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void whatComesAfterTheEndIsClosedAtOnceAndTheStartGivenUp() {
    closing.close();
    assertThatThrownBy(() -> closing.add(() -> closed.add("late")))
        .hasMessage("Stopped before it was ready.");
    assertThat(closed).containsExactly("late");
  }
}
