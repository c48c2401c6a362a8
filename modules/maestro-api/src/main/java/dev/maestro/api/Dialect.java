package dev.maestro.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Names a wire format of requests and streams. Dialects are open: each dialect package defines its
 * own constant, and this module knows none of them.
 *
 * @param id lower-case name with dashes, shown to clients as one of a session's {@code dialects}
 */
public record Dialect(@JsonValue String id) {
  @JsonCreator
  public Dialect {
    Objects.requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return id;
  }
}
