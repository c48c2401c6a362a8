package dev.maestro.api.chat;

/**
 * The form the answer shall have.
 *
 * @param name the schema's name, or null
 * @param schema JSON Schema as JSON text with type {@link Type#JSON_SCHEMA}; else null
 * @param strict whether the vendor shall enforce it, or null
 */
public record ResponseFormat(Type type, String name, String schema, Boolean strict) {
  /** The forms all vendors share. */
  public enum Type {
    TEXT,
    JSON,
    JSON_SCHEMA
  }
}
