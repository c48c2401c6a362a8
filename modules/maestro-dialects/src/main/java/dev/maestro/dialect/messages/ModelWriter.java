package dev.maestro.dialect.messages;

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

/** Writes model lists in pages. Where no limit is asked for, a page is as long as one may be. */
final class ModelWriter implements ModelListWriter {
  private static final int MOST = 1000;

  /** What the vendor says where it does not know: nobody here knows when a model came out. */
  private static final String UNKNOWN = "1970-01-01T00:00:00Z";

  @Override
  public Buffer list(List<ListedModel> models, Map<String, String> query) {
    int limit = limit(query.get("limit"));
    String after = query.get("after_id");
    String before = query.get("before_id");
    int from = after == null ? 0 : at(models, "after_id", after) + 1;
    int to = before == null ? models.size() : at(models, "before_id", before);
    to = Math.max(from, to);
    boolean backwards = before != null && after == null;
    List<ListedModel> page =
        backwards
            ? models.subList(Math.max(from, to - limit), to)
            : models.subList(from, Math.min(to, from + limit));
    ObjectNode list = Json.object();
    ArrayNode data = list.putArray("data");
    page.forEach(model -> data.add(model(model)));
    return Json.bytes(
        list.put("has_more", page.size() < to - from)
            .put("first_id", page.isEmpty() ? null : page.getFirst().id())
            .put("last_id", page.isEmpty() ? null : page.getLast().id()));
  }

  @Override
  public Buffer one(ListedModel model) {
    return Json.bytes(model(model));
  }

  private static int limit(String text) {
    if (text == null || text.isBlank()) {
      return MOST;
    }
    int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw ProviderException.invalid(
          "limit", "is not a whole number from 1 to " + MOST + ".", "Leave it out for all.");
    }
    return limit;
  }

  private static int at(List<ListedModel> models, String field, String id) {
    for (int index = 0; index < models.size(); index++) {
      if (models.get(index).id().equals(id)) {
        return index;
      }
    }
    throw ProviderException.invalid(
        field, "names no model of this list.", "Use first_id or last_id of another page.");
  }

  private static ObjectNode model(ListedModel model) {
    ModelInfo info = model.info();
    ObjectNode written =
        Json.object()
            .put("type", "model")
            .put("id", model.id())
            .put("display_name", info.name())
            .put("created_at", UNKNOWN)
            .put("max_input_tokens", info.contextWindow())
            .put("max_tokens", info.maxOutputTokens());
    if (info.capabilities().isEmpty() && info.modalities().isEmpty()) {
      return written.putNull("capabilities");
    }
    ObjectNode able = written.putObject("capabilities");
    boolean thinks = info.capabilities().contains("reasoning");
    supported(able, "image_input", info.modalities().contains("image"));
    supported(able, "pdf_input", info.modalities().contains("document"));
    supported(able, "structured_outputs", info.capabilities().contains("structured_output"));
    ObjectNode types = supported(able, "thinking", thinks).putObject("types");
    supported(types, "adaptive", thinks);
    supported(types, "enabled", thinks);
    return written;
  }

  private static ObjectNode supported(ObjectNode into, String name, boolean is) {
    return into.putObject(name).put("supported", is);
  }
}
