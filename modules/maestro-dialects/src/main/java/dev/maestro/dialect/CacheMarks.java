package dev.maestro.dialect;

import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Warning;
import java.util.Optional;

/** Marks of a cache as clients write them, and what wires that have no place for them say. */
public final class CacheMarks {
  private CacheMarks() {}

  /** A client's {@code cache_control}, or null where there is none. */
  public static CacheMark read(Field mark) {
    if (!mark.present()) {
      return null;
    }
    if (!"ephemeral".equals(mark.object().at("type").required().text())) {
      throw mark.at("type").wrong("is not known.", "Use ephemeral.");
    }
    return new CacheMark(mark.at("ttl").text());
  }

  /** The warning for a request that carries any. */
  public static Optional<Warning> unsupported(ChatRequest request) {
    boolean marked =
        request.system().stream().anyMatch(part -> part.cache() != null)
            || request.tools().stream().anyMatch(tool -> tool.cache() != null)
            || request.messages().stream().anyMatch(CacheMarks::isMarked);
    return marked
        ? Optional.of(
            Warning.unsupported(
                "cache_control", "This vendor decides by itself what it keeps in its cache."))
        : Optional.empty();
  }

  private static boolean isMarked(Message message) {
    return message.parts().stream().anyMatch(CacheMarks::isMarked);
  }

  private static boolean isMarked(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache() != null;
      case Part.Media media -> media.cache() != null;
      case Part.ToolCall call -> call.cache() != null;
      case Part.ToolResult result ->
          result.cache() != null || result.content().stream().anyMatch(CacheMarks::isMarked);
      default -> false;
    };
  }
}
