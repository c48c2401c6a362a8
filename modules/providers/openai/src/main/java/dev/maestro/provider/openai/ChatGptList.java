package dev.maestro.provider.openai;

import dev.maestro.api.ModelInfo;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Models as ChatGPT's API lists them: by slugs, of which some are not to be shown. */
final class ChatGptList {
  private ChatGptList() {}

  static List<ModelInfo> read(String provider, List<Json> listed) {
    return listed.stream()
        .filter(model -> model.text("slug") != null)
        .filter(model -> "list".equals(model.text("visibility")))
        .map(model -> read(provider, model))
        .toList();
  }

  private static ModelInfo read(String provider, Json model) {
    Set<String> capabilities = new TreeSet<>(Set.of("chat", "streaming"));
    if (!model.list("supported_reasoning_levels").isEmpty()) {
      capabilities.add("reasoning");
    }
    long window = model.number("context_window");
    return new ModelInfo(
        model.text("slug"),
        model.text("display_name"),
        provider,
        window > 0 ? (Long) window : null,
        null,
        capabilities,
        Set.of("text"),
        ModelInfo.SOURCE_VENDOR);
  }
}
