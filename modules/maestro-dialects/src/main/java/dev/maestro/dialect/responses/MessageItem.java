package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;

/** What the assistant says: parts of text and of refusal. */
final class MessageItem extends OutputItem {
  private final ArrayNode content = Json.array();
  private final StringBuilder text = new StringBuilder();
  private ObjectNode part;

  MessageItem(EventLog log, String id, int index) {
    super(log, id, index);
    begin(item("in_progress", Json.array()));
  }

  void text(String more) {
    open("output_text");
    text.append(more);
    ObjectNode delta = at().put("delta", more);
    delta.putArray("logprobs");
    say("output_text.delta", delta);
  }

  void refusal(String more) {
    open("refusal");
    text.append(more);
    say("refusal.delta", at().put("delta", more));
  }

  /** How likely the text was that has just been said. */
  void logprobs(Json tokens) {
    open("output_text");
    ObjectNode delta = at().put("delta", "");
    delta.set("logprobs", tokens.node());
    say("output_text.delta", delta);
    tokens.list().forEach(token -> part.withArrayProperty("logprobs").add(token.node()));
  }

  void annotation(Json annotation) {
    open("output_text");
    ArrayNode all = part.withArrayProperty("annotations");
    ObjectNode added = at().put("annotation_index", all.size());
    added.set("annotation", annotation.node());
    say("output_text.annotation.added", added);
    all.add(annotation.node());
  }

  /** The open part is whole. */
  void endPart() {
    if (part == null) {
      return;
    }
    boolean refused = part.has("refusal");
    part.put(refused ? "refusal" : "text", text.toString());
    ObjectNode said = at();
    if (refused) {
      say("refusal.done", said.put("refusal", text.toString()));
    } else {
      said.put("text", text.toString()).set("logprobs", part.get("logprobs"));
      say("output_text.done", said);
    }
    ObjectNode done = at();
    done.set("part", part);
    say("content_part.done", done);
    content.add(part);
    part = null;
    text.setLength(0);
  }

  @Override
  ObjectNode end() {
    endPart();
    return done(item("completed", content));
  }

  private void open(String type) {
    if (part != null && part.get("type").textValue().equals(type)) {
      return;
    }
    endPart();
    part = Json.object().put("type", type);
    if (type.equals("refusal")) {
      part.put("refusal", "");
    } else {
      part.putArray("annotations");
      part.putArray("logprobs");
      part.put("text", "");
    }
    ObjectNode added = at();
    added.set("part", part.deepCopy());
    say("content_part.added", added);
  }

  private ObjectNode at() {
    return Json.object().put("content_index", content.size());
  }

  private ObjectNode item(String status, ArrayNode parts) {
    ObjectNode item = Json.object().put("id", id()).put("type", "message").put("status", status);
    item.put("role", "assistant").set("content", parts);
    return item;
  }
}
