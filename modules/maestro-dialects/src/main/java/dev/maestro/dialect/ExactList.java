package dev.maestro.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;

/** A list that is written as it was read, unless it was changed since. */
@SuppressWarnings({"unchecked", "ReferenceEquality"}) // of deepCopy; and the very same is meant
final class ExactList extends ArrayNode {
  private static final long serialVersionUID = 1L;

  private final transient ExactText source;
  private final int from;
  private int to;
  private transient List<JsonNode> read = List.of();

  ExactList(ExactText source, int from) {
    super(JsonNodeFactory.instance);
    this.source = source;
    this.from = from;
  }

  void endsAt(int end) {
    to = end;
    read = valueStream().toList();
  }

  boolean isAsRead() {
    if (size() != read.size()) {
      return false;
    }
    for (int at = 0; at < size(); at++) {
      if (get(at) != read.get(at) || !ExactText.isAsRead(get(at))) {
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
