package dev.maestro.api.provider;

import dev.maestro.api.chat.Warning;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A neutral request written in a wire format, and what that format could not express. */
public record Written(Buffer body, List<Warning> warnings) {
  public Written {
    warnings = List.copyOf(warnings);
  }
}
