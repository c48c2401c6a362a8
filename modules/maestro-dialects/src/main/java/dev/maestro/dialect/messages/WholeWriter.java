package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes a whole answer: what its stream would have added up to. */
final class WholeWriter implements BlockSink {
  private final ArrayNode content = Json.array();
  private final StringBuilder said = new StringBuilder();
  private ObjectNode block;

  private WholeWriter() {}

  static Buffer write(String id, List<StreamEvent> events, String asked) {
    WholeWriter writer = new WholeWriter();
    Blocks blocks = new Blocks(writer);
    String model = asked;
    Usage usage = null;
    StreamEvent.Finished finished = null;
    for (StreamEvent event : events) {
      switch (event) {
        case StreamEvent.Started started when started.model() != null -> model = started.model();
        case StreamEvent.UsageReported reported -> usage = reported.usage();
        case StreamEvent.Finished last -> finished = last;
        default -> blocks.add(event);
      }
    }
    blocks.end();
    ObjectNode message = MessageForm.message(id, model);
    message.set("content", writer.content);
    MessageForm.ending(message, finished);
    message.set("usage", MessageForm.usage(usage));
    return Json.bytes(message);
  }

  @Override
  public void started(ObjectNode start) {
    block = start;
    said.setLength(0);
  }

  @Override
  public void delta(ObjectNode delta) {
    Json piece = new Json(delta);
    switch (piece.textOrEmpty("type")) {
      case "text_delta" -> said.append(piece.textOrEmpty("text"));
      case "thinking_delta" -> said.append(piece.textOrEmpty("thinking"));
      case "input_json_delta" -> said.append(piece.textOrEmpty("partial_json"));
      case "citations_delta" -> block.withArray("citations").add(piece.at("citation").node());
      default ->
          piece.fields((name, value) -> {
            if (!name.equals("type")) {
              block.set(name, value.node());
            }
          });
    }
  }

  @Override
  public void ended() {
    String type = block.path("type").asText();
    if (type.equals("text") || type.equals("thinking")) {
      block.put(type, said.toString());
    } else if (!said.isEmpty()) {
      Json input = Json.tolerant(said.toString());
      // The vendor's own advice for arguments that are no JSON, which a bounded answer may end in.
      block.set(
          "input",
          input.isObject() ? input.node() : Json.object().put("INVALID_JSON", said.toString()));
    }
    content.add(block);
  }
}
