package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.dialect.Field;
import java.util.Map;
import java.util.Set;

/** Keeps what a request says that has no neutral place, under its path. */
record Leftovers(ChatRequestBuilder request) {
  /** Values that ask for nothing: what every vendor does anyway. */
  private static final Map<String, String> IDLE =
      Map.of(
          "background", "false",
          "truncation", "\"disabled\"",
          "stream_options.include_obfuscation", "false");

  /** Keeps an object's fields but those that are read. */
  void of(Field object, Set<String> known) {
    object
        .value()
        .fields((name, value) -> {
          if (!known.contains(name)) {
            keep(object.at(name));
          }
        });
  }

  /** Keeps a value, if it says anything. */
  void keep(Field field) {
    JsonNode value = field.value().node();
    boolean empty = value.isContainerNode() && value.isEmpty();
    if (field.present() && !empty && !field.value().json().equals(IDLE.get(field.path()))) {
      request.extra(field.path(), field.value().json());
    }
  }
}
