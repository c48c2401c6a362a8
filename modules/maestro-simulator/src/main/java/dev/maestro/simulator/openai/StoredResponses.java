package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Responses that were asked to be stored, the newest few hundred. */
final class StoredResponses {
  private static final String PATH = "/responses/";
  private static final int MOST = 500;

  private final OpenAiGuard guard;
  private final Map<String, Stored> responses = new LinkedHashMap<>();

  private record Stored(ArrayNode conversation, ObjectNode response) {}

  StoredResponses(OpenAiGuard guard) {
    this.guard = guard;
  }

  synchronized void put(String id, ArrayNode conversation, ObjectNode response) {
    responses.put(id, new Stored(conversation, response));
    if (responses.size() > MOST) {
      responses.remove(responses.keySet().iterator().next());
    }
  }

  /** Input and output up to that response; refuses an id that is not stored. */
  synchronized ArrayNode conversation(String id) {
    Stored stored = responses.get(id);
    if (stored == null) {
      throw OpenAiErrors.refused(
          400,
          "Previous response with id '" + id + "' not found.",
          "previous_response_id",
          "previous_response_not_found");
    }
    return stored.conversation();
  }

  /** {@code GET /v1/responses/{id}}. */
  synchronized Reply one(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    Stored stored = responses.get(id(incoming));
    if (stored == null) {
      throw unknown(id(incoming));
    }
    return Reply.json(200, OpenAiErrors.headers(incoming), stored.response());
  }

  /** {@code DELETE /v1/responses/{id}}. */
  synchronized Reply delete(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    String id = id(incoming);
    if (responses.remove(id) == null) {
      throw unknown(id);
    }
    return Reply.json(
        200,
        OpenAiErrors.headers(incoming),
        Json.object().put("id", id).put("object", "response.deleted").put("deleted", true));
  }

  private static String id(Incoming incoming) {
    String path = incoming.path();
    return path.substring(path.indexOf(PATH) + PATH.length());
  }

  private static Refused unknown(String id) {
    return OpenAiErrors.refused(404, "Response with id '" + id + "' not found.", null, null);
  }
}
