package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.AnswerKeeping.Turn;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The items that the model was given for an answer, in pages. */
final class InputItems {
  private static final int PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  private final List<ObjectNode> items = new ArrayList<>();

  /** Of the last turn. */
  InputItems(List<Turn> turns) {
    for (Turn before : turns.subList(0, turns.size() - 1)) {
      add(before, Json.parse(before.input()).list());
      add(before, Json.parse(before.answer()).list("output"));
    }
    add(turns.getLast(), Json.parse(turns.getLast().input()).list());
  }

  Buffer write(Map<String, String> query) {
    List<ObjectNode> ordered = "asc".equals(query.get("order")) ? items : items.reversed();
    int from = after(ordered, query.get("after"));
    int to = Math.min(ordered.size(), from + limit(query.get("limit")));
    List<ObjectNode> page = ordered.subList(from, to);
    ObjectNode list = Json.object().put("object", "list");
    ArrayNode data = list.putArray("data");
    page.forEach(data::add);
    list.set("first_id", page.isEmpty() ? null : page.getFirst().get("id"));
    list.set("last_id", page.isEmpty() ? null : page.getLast().get("id"));
    return Json.bytes(list.put("has_more", to < ordered.size()));
  }

  /** Items that the client gave no id and no type get them here, the same each time. */
  private void add(Turn turn, List<Json> more) {
    for (Json item : more) {
      ObjectNode written = Json.object();
      written.put("id", "item_" + turn.id() + "_" + items.size()).put("type", "message");
      if (item.isObject()) {
        written.setAll((ObjectNode) item.node());
      }
      if (written.path("content").isTextual()) {
        String type = "assistant".equals(item.text("role")) ? "output_text" : "input_text";
        String text = written.get("content").textValue();
        written.putArray("content").addObject().put("type", type).put("text", text);
      }
      items.add(written);
    }
  }

  private static int after(List<ObjectNode> items, String id) {
    if (id == null) {
      return 0;
    }
    for (int at = 0; at < items.size(); at++) {
      if (id.equals(items.get(at).path("id").textValue())) {
        return at + 1;
      }
    }
    throw ProviderException.invalid("after", "names no item.", "Send the id of an item.");
  }

  private static int limit(String limit) {
    if (limit == null) {
      return PAGE;
    }
    if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > LARGEST_PAGE) {
      throw ProviderException.invalid(
          "limit", "is not a number from 1 to 100.", "Send a number within these bounds.");
    }
    return Integer.parseInt(limit);
  }
}
