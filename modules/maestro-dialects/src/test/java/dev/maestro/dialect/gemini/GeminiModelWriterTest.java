package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ListedModel;
import dev.maestro.dialect.ModelListWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiModelWriterTest {
  private final ModelListWriter writer = new GeminiClient().models().orElseThrow();

  private static ListedModel listed(String id, Long window, Set<String> capabilities) {
    ModelInfo info =
        new ModelInfo(id, "Name", "acme", window, window, capabilities, Set.of(), "vendor");
    return new ListedModel("work/" + id, info, Instant.EPOCH);
  }

  private static List<ListedModel> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> listed("m" + i, null, Set.of())).toList();
  }

  private List<String> names(Json page) {
    return page.list("models").stream().map(model -> model.text("name")).toList();
  }

  @Test
  void aModelHasTheVendorsFields() {
    assertThat(Json.parse(writer.one(listed("m", 1000L, Set.of("chat", "reasoning")))))
        .isEqualTo(
            Json.parse(
                """
                {"name":"models/work/m","version":"","displayName":"Name","inputTokenLimit":1000,
                 "outputTokenLimit":1000,
                 "supportedGenerationMethods":["generateContent","countTokens"],"thinking":true}\
                """));
    Json unknown = Json.parse(writer.one(listed("m", null, Set.of("embeddings"))));
    assertThat(unknown.at("inputTokenLimit").present()).isFalse();
    assertThat(unknown.list("supportedGenerationMethods")).isEmpty();
  }

  @Test
  void pagesTogetherAreTheWholeListInOrder() {
    List<ListedModel> models = many(23);
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      Json page = Json.parse(writer.list(models, Map.of("pageSize", "5", "pageToken", token)));
      assertThat(page.list("models").size()).isLessThanOrEqualTo(5);
      names.addAll(names(page));
      token = page.textOrEmpty("nextPageToken");
    } while (!token.isEmpty());
    assertThat(names).isEqualTo(models.stream().map(model -> "models/" + model.id()).toList());
  }

  @Test
  void aPageHasFiftyModelsAndAtMostAThousand() {
    assertThat(names(Json.parse(writer.list(many(60), Map.of())))).hasSize(50);
    assertThat(names(Json.parse(writer.list(many(60), Map.of("pageSize", "0"))))).hasSize(50);
    assertThat(names(Json.parse(writer.list(many(1200), Map.of("pageSize", "5000")))))
        .hasSize(1000);
    Json beyond = Json.parse(writer.list(many(3), Map.of("pageToken", "999")));
    assertThat(names(beyond)).isEmpty();
    assertThat(beyond.text("nextPageToken")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"pageSize,x", "pageSize,-1", "pageToken,eyJ", "pageToken,99999999999"})
  void aBadPageIsRefusedNamingIt(String field, String value) {
    assertThatThrownBy(() -> writer.list(many(1), Map.of(field, value)))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> assertThat(refused.facts().problems().getFirst().field()).isEqualTo(field));
  }
}
