package dev.maestro.api.chat;

import java.util.List;

/**
 * One turn.
 *
 * @param parts in order; not empty
 */
public record Message(Role role, List<Part> parts) {
  public Message {
    parts = List.copyOf(parts);
  }

  /** A turn of plain text. */
  public static Message text(Role role, String text) {
    return new Message(role, List.of(Part.Text.of(text)));
  }
}
