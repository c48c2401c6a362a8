package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ModelInfo;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ListedModel;
import dev.maestro.dialect.ModelListWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Writes model lists. OpenAI's four fields, then what Maestro knows beside them. */
final class ModelWriter implements ModelListWriter {

  @Override
  public Buffer list(List<ListedModel> models, Map<String, String> query) {
    ObjectNode list = Json.object().put("object", "list");
    ArrayNode data = list.putArray("data");
    models.forEach(model -> data.add(model(model)));
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
            .put("id", model.id())
            .put("object", "model")
            .put("created", model.fetchedAt().getEpochSecond())
            .put("owned_by", info.provider())
            .put("name", info.name());
    if (info.contextWindow() != null) {
      written.put("context_window", info.contextWindow());
    }
    if (info.maxOutputTokens() != null) {
      written.put("max_output_tokens", info.maxOutputTokens());
    }
    info.capabilities().forEach(written.putArray("capabilities")::add);
    info.modalities().forEach(written.putArray("modalities")::add);
    return written;
  }
}
