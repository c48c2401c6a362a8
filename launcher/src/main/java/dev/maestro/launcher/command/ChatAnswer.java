package dev.maestro.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.launcher.client.CommandFailed;
import java.io.PrintWriter;

/** Reads the chunks of a streamed answer and prints its text at once. */
final class ChatAnswer {
  private final JsonMapper json = JsonMapper.builder().build();
  private final PrintWriter live;
  private final StringBuilder text = new StringBuilder();
  private JsonNode usage = MissingNode.getInstance();
  private String model = "";
  private String reason = "";

  /**
   * Nothing read yet.
   *
   * @param live where the text goes while it comes; null for nowhere
   */
  ChatAnswer(PrintWriter live) {
    this.live = live;
  }

  void accept(SseEvent event) {
    if (!event.data().equals("[DONE]")) {
      read(event.data());
    }
  }

  private void read(String data) {
    JsonNode chunk;
    try {
      chunk = json.readTree(data);
    } catch (JsonProcessingException malformed) {
      throw new CommandFailed("The gateway sent a chunk that is no JSON.", malformed);
    }
    if (chunk.hasNonNull("error")) {
      throw new CommandFailed(
          "The answer broke off: " + chunk.path("error").path("message").asText());
    }
    model = chunk.path("model").asText(model);
    if (chunk.hasNonNull("usage")) {
      usage = chunk.path("usage");
    }
    JsonNode choice = chunk.path("choices").path(0);
    say(choice.path("delta").path("content").asText(""));
    say(choice.path("delta").path("refusal").asText(""));
    reason = choice.path("finish_reason").asText(reason);
  }

  private void say(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    text.append(piece);
    if (live != null) {
      live.print(piece);
      live.flush();
    }
  }

  boolean isComplete() {
    return !reason.isEmpty();
  }

  JsonNode json() {
    ObjectNode answer =
        json.createObjectNode()
            .put("model", model)
            .put("text", text.toString())
            .put("finish_reason", reason);
    answer.set("usage", usage.isMissingNode() ? json.nullNode() : usage);
    return answer;
  }
}
