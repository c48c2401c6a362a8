package dev.maestro.api.chat;

/**
 * Something of the request that the target could not express, or that was changed on the way. Never
 * a silent drop.
 *
 * @param code stable word: {@code unsupported}, {@code clamped}, {@code moved}
 * @param field the field as the client's dialect writes it
 * @param detail one sentence for people
 */
public record Warning(String code, String field, String detail) {
  /** A field the target has no place for. */
  public static Warning unsupported(String field, String detail) {
    return new Warning("unsupported", field, detail);
  }
}
