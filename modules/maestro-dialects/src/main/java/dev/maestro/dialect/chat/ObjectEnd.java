package dev.maestro.dialect.chat;

/** Follows an object's JSON text piece by piece up to its end. */
final class ObjectEnd {
  private int depth;
  private boolean isText;
  private boolean isEscaped;
  private boolean isReached;

  /** Takes more of the text. */
  void feed(String piece) {
    for (int at = 0; at < piece.length() && !isReached; at++) {
      take(piece.charAt(at));
    }
  }

  private void take(char c) {
    if (isEscaped) {
      isEscaped = false;
    } else if (isText) {
      isEscaped = c == '\\';
      isText = c != '"';
    } else {
      switch (c) {
        case '"' -> isText = true;
        case '{', '[' -> depth++;
        case '}', ']' -> isReached = --depth == 0;
        default -> {} // nothing that opens or closes
      }
    }
  }

  /** Whether nothing that matters can follow. */
  boolean isReached() {
    return isReached;
  }
}
