package dev.maestro.dialect;

import dev.maestro.api.chat.ChatRequestBuilder;
import java.util.Set;

/** Keeps what has no neutral place, by its path, so that every target can say so. */
public record Extras(ChatRequestBuilder request) {
  /** All of a field. */
  public void keep(Field field) {
    if (field.present()) {
      request.extra(field.path(), field.value().json());
    }
  }

  /** The fields of an object that are not among these. */
  public void others(Field object, Set<String> known) {
    object
        .value()
        .fields((name, value) -> {
          if (!known.contains(name)) {
            keep(object.at(name));
          }
        });
  }
}
