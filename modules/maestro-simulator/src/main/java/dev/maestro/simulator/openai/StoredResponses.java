package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The items of responses that were asked to be stored, the newest few hundred. */
final class StoredResponses {
  private static final int MOST = 500;

  private final Map<String, ArrayNode> items = new LinkedHashMap<>();

  synchronized void put(String id, ArrayNode conversation) {
    items.put(id, conversation);
    if (items.size() > MOST) {
      items.remove(items.keySet().iterator().next());
    }
  }

  /** Input and output up to that response; refuses an id that is not stored. */
  synchronized ArrayNode conversation(String id) {
    ArrayNode conversation = items.get(id);
    if (conversation == null) {
      throw OpenAiErrors.refused(
          400,
          "Previous response with id '" + id + "' not found.",
          "previous_response_id",
          "previous_response_not_found");
    }
    return conversation;
  }
}
