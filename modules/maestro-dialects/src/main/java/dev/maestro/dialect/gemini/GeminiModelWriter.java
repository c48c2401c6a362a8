package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ListedModel;
import dev.maestro.dialect.ModelListWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes model lists, page by page. A page's token is where the next one begins, so a list that
 * changed in between may show a model twice or not at all.
 */
final class GeminiModelWriter implements ModelListWriter {
  /** Source: ai.google.dev/api/models, method list. */
  private static final int USUAL_PAGE = 50;

  private static final int LARGEST_PAGE = 1000;

  @Override
  public Buffer list(List<ListedModel> models, Map<String, String> query) {
    int size = number("pageSize", query, LARGEST_PAGE);
    int from = Math.min(models.size(), number("pageToken", query, Integer.MAX_VALUE));
    int to = Math.min(models.size(), from + (size == 0 ? USUAL_PAGE : size));
    ObjectNode list = Json.object();
    ArrayNode page = list.putArray("models");
    models.subList(from, to).forEach(model -> page.add(model(model)));
    if (to < models.size()) {
      list.put("nextPageToken", String.valueOf(to));
    }
    return Json.bytes(list);
  }

  @Override
  public Buffer one(ListedModel model) {
    return Json.bytes(model(model));
  }

  private static ObjectNode model(ListedModel model) {
    ModelInfo info = model.info();
    ObjectNode written =
        Json.object()
            .put("name", GeminiPath.resource(model.id()))
            .put("version", "")
            .put("displayName", info.name());
    if (info.contextWindow() != null) {
      written.put("inputTokenLimit", info.contextWindow());
    }
    if (info.maxOutputTokens() != null) {
      written.put("outputTokenLimit", info.maxOutputTokens());
    }
    Set<String> capabilities = info.capabilities();
    ArrayNode methods = written.putArray("supportedGenerationMethods");
    if (capabilities.isEmpty() || capabilities.contains("chat")) {
      methods.add("generateContent").add("countTokens");
    }
    return capabilities.contains("reasoning") ? written.put("thinking", true) : written;
  }

  /** A number of the query, 0 where there is none; one above the bound is the bound. */
  private static int number(String name, Map<String, String> query, int most) {
    String text = query.getOrDefault(name, "");
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,9}")) {
      throw ProviderException.invalid(
          name,
          "is not one of this list.",
          name.equals("pageSize")
              ? "Send a whole number up to " + LARGEST_PAGE + "."
              : "Send the nextPageToken of the page before, or leave it out.");
    }
    return Math.min(most, Integer.parseInt(text));
  }
}
