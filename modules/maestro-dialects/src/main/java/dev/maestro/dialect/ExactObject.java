package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An object that is written as it was read, unless it was changed since. */
@SuppressWarnings({"unchecked", "ReferenceEquality"}) // of deepCopy; and the very same is meant
final class ExactObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private final transient ExactText source;
  private final int from;
  private int to;
  private transient List<Map.Entry<String, JsonNode>> read = List.of();

  ExactObject(ExactText source, int from) {
    super(JsonNodeFactory.instance);
    this.source = source;
    this.from = from;
  }

  void endsAt(int end) {
    to = end;
    read = properties().stream().map(field -> Map.entry(field.getKey(), field.getValue())).toList();
  }

  boolean isAsRead() {
    if (size() != read.size()) {
      return false;
    }
    int at = 0;
    for (Map.Entry<String, JsonNode> now : properties()) {
      Map.Entry<String, JsonNode> then = read.get(at++);
      if (now.getValue() != then.getValue()
          || !now.getKey().equals(then.getKey())
          || !ExactText.isAsRead(now.getValue())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
    if (isAsRead()) {
      out.writeRawValue(source.value(from, to));
    } else {
      super.serialize(out, provider);
    }
  }

  @Override
  public String toString() {
    return Json.of(this).json();
  }
}
