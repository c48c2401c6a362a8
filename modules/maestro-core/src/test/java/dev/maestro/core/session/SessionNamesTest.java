package dev.maestro.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNamesTest {
  private static final List<String> PROVIDERS = List.of("acme", "other");

  @ParameterizedTest
  @ValueSource(strings = {"abc", "Work_2", "team-a", "---", "acme-work"})
  void takesLettersDigitsUnderscoreAndDash(String name) {
    assertThat(SessionNames.problem(name, PROVIDERS)).isEmpty();
  }

  @Test
  void takesFiftyCharactersAndRefusesOneMore() {
    assertThat(SessionNames.problem("a".repeat(50), PROVIDERS)).isEmpty();
    assertThat(SessionNames.problem("a".repeat(51), PROVIDERS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ab", "a b c", "a/b", "naïve", "abc\n", "über"})
  void refusesWhatModelStringsOrPathsCouldNotHold(String name) {
    var problem = SessionNames.problem(name, PROVIDERS).orElseThrow();
    assertThat(problem.field()).isEqualTo("name");
    assertThat(problem.suggestion()).contains("3 to 50");
  }

  @Test
  void refusesTheIdOfAProvider() {
    var problem = SessionNames.problem("acme", PROVIDERS).orElseThrow();
    assertThat(problem.problem()).contains("id of a provider");
    assertThat(problem.suggestion()).contains("acme-work");
  }

  @Test
  void refusesNoNameAtAll() {
    assertThat(SessionNames.problem(null, PROVIDERS).orElseThrow().problem())
        .isEqualTo("is missing.");
  }
}
