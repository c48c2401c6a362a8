package dev.maestro.e2e.dialect;

import dev.maestro.simulator.Vendor;
import java.util.List;

/**
 * A provider under an id, with a session.
 *
 * @param passed dialects whose requests it gets as they are
 * @param models older ones, which take more, and newer ones
 */
record Target(String provider, Vendor vendor, List<String> passed, List<String> models) {
  static final String SESSION = "fields";

  private static final List<String> OPENAI = List.of("gpt-4.1", "gpt-5.1");

  /** Each vendor, and OpenAI with its other wire too. */
  static List<Target> all() {
    return List.of(
        new Target(
            "anthropic",
            Vendor.ANTHROPIC,
            List.of("messages"),
            List.of("claude-sonnet-4-5-20250929", "claude-opus-4-7")),
        new Target("openai", Vendor.OPENAI, List.of("chat", "responses"), OPENAI),
        new Target("chatwire", Vendor.OPENAI, List.of("chat", "responses"), OPENAI),
        new Target(
            "gemini",
            Vendor.GEMINI,
            List.of("gemini"),
            List.of("gemini-2.5-flash", "gemini-3-pro-preview")));
  }

  boolean passes(Fields fields) {
    return passed.contains(fields.dialect());
  }

  /** The model as a client writes it. */
  String model(String id) {
    return provider + "/" + SESSION + "/" + id;
  }

  @Override
  public String toString() {
    return provider;
  }
}
