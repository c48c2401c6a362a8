package dev.maestro.api.chat;

/**
 * A function the model may call.
 *
 * @param description or null
 * @param schema JSON Schema of the arguments, as JSON text; null for no arguments
 * @param strict whether the vendor shall hold the model to the schema; null where the client did
 *     not say
 * @param cache or null
 */
public record Tool(
    String name, String description, String schema, Boolean strict, CacheMark cache) {
  /** A tool without a mark. */
  public Tool(String name, String description, String schema, Boolean strict) {
    this(name, description, schema, strict, null);
  }
}
