package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;

/** What the model thought, shown as a summary. */
final class ReasoningItem extends OutputItem {
  private final ArrayNode summary = Json.array();
  private StringBuilder text;

  ReasoningItem(EventLog log, String id, int index) {
    super(log, id, index);
    begin(item(Json.array()));
  }

  void thoughts(String more) {
    if (text == null) {
      text = new StringBuilder();
      say("reasoning_summary_part.added", part(""));
    }
    text.append(more);
    say("reasoning_summary_text.delta", at().put("delta", more));
  }

  /** The open part is whole. */
  void endPart() {
    if (text != null) {
      say("reasoning_summary_text.done", at().put("text", text.toString()));
      ObjectNode done = part(text.toString());
      say("reasoning_summary_part.done", done);
      summary.add(done.get("part"));
      text = null;
    }
  }

  @Override
  ObjectNode end() {
    endPart();
    return done(item(summary));
  }

  /** Ends it as the vendor's own item, which can go back to the vendor. */
  ObjectNode endAs(ObjectNode own) {
    endPart();
    return done(own.deepCopy().put("id", id()));
  }

  private ObjectNode at() {
    return Json.object().put("summary_index", summary.size());
  }

  private ObjectNode part(String said) {
    ObjectNode fields = at();
    fields.putObject("part").put("type", "summary_text").put("text", said);
    return fields;
  }

  private ObjectNode item(ArrayNode parts) {
    ObjectNode item = Json.object().put("id", id()).put("type", "reasoning");
    item.set("summary", parts);
    return item;
  }
}
