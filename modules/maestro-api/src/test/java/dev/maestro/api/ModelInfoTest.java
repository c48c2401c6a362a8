package dev.maestro.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelInfoTest {
  @Test
  void aModelWithoutANameIsCalledByItsId() {
    ModelInfo model = ModelInfo.named("acme", "m-1", null);
    assertThat(model.name()).isEqualTo("m-1");
    assertThat(model.capabilities()).isEmpty();
    assertThat(model.source()).isEqualTo("vendor");
  }

  @Test
  void abilitiesAreInAlphabeticalOrder() {
    ModelInfo model =
        new ModelInfo("m", "M", "acme", 1L, null, Set.of("tools", "chat"), null, "static");
    assertThat(model.capabilities()).containsExactly("chat", "tools");
    assertThat(model.modalities()).isEmpty();
  }

  @Test
  void authTypesAreFoundByTheirWireName() {
    assertThat(AuthType.of("api_key")).contains(AuthType.API_KEY);
    assertThat(AuthType.of("oauth")).contains(AuthType.OAUTH);
    assertThat(AuthType.of("API_KEY")).isEmpty();
  }

  @Test
  void aDialectPrintsAsItsId() {
    assertThat(new Dialect("acme-chat")).hasToString("acme-chat");
  }
}
