package dev.maestro.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsChangedMissingAddedAndSwappedLettersAsOneSlipEach() {
    assertThat(Nearest.distance("port", "port")).isZero();
    assertThat(Nearest.distance("port", "part")).isEqualTo(1);
    assertThat(Nearest.distance("port", "pot")).isEqualTo(1);
    assertThat(Nearest.distance("port", "ports")).isEqualTo(1);
    assertThat(Nearest.distance("port", "prot")).isEqualTo(1);
    assertThat(Nearest.distance("", "port")).isEqualTo(4);
  }

  @Test
  void suggestsTheNearestWordAndNothingForAnotherWord() {
    List<String> words = List.of("http.port", "http.host", "home");
    assertThat(Nearest.to("http.hots", words)).contains("http.host");
    assertThat(Nearest.to("something-else", words)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
