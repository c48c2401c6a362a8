package dev.maestro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("sk-planted");

  @Test
  void printingOneShowsNothing() {
    assertThat(secret.toString()).doesNotContain("planted").doesNotContain("sk-");
    assertThat(String.format("%s %s", secret, java.util.List.of(secret))).doesNotContain("planted");
  }

  @Test
  void onlyRevealGivesTheValue() {
    assertThat(secret.reveal()).isEqualTo("sk-planted");
  }

  @Test
  void jsonOfOneFails() {
    JsonMapper mapper = JsonMapper.builder().build();
    assertThatThrownBy(() -> mapper.writeValueAsString(secret)).hasMessageNotContaining("planted");
  }

  @Test
  void javaSerialisationDoesNotTakeIt() {
    assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
  }

  @Test
  void equalValuesAreEqual() {
    assertThat(secret)
        .isEqualTo(Secret.of("sk-planted"))
        .hasSameHashCodeAs(Secret.of("sk-planted"));
    assertThat(secret).isNotEqualTo(Secret.of("sk-other")).isNotEqualTo("sk-planted");
    assertThatThrownBy(() -> Secret.of(null)).isInstanceOf(NullPointerException.class);
  }
}
