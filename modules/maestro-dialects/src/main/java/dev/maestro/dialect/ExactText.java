package dev.maestro.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** The text that a tree was read from, so that what is kept can go back exactly as it came. */
@FunctionalInterface
interface ExactText {
  /** From one of the parser's offsets up to another. */
  String slice(int from, int to);

  /**
   * A value as it was written. Line breaks, which can only stand between tokens, are spaces: an
   * event of a stream is one line.
   */
  default String value(int from, int to) {
    String written = slice(from, to);
    return written.indexOf('\n') < 0 && written.indexOf('\r') < 0
        ? written
        : written.replace('\n', ' ').replace('\r', ' ');
  }

  /** Whether nobody has changed a value since it was read. */
  static boolean isAsRead(JsonNode value) {
    return switch (value) {
      case ExactObject object -> object.isAsRead();
      case ExactList list -> list.isAsRead();
      default -> true;
    };
  }
}
