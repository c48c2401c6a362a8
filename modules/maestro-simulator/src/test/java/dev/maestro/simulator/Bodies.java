package dev.maestro.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Request bodies with one user message; {@code more} is JSON with a comma before it, or empty. */
final class Bodies {
  private Bodies() {}

  static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  static String messages(String text, String more) {
    return """
    {"model":"claude-sonnet-4-5","max_tokens":8000,
     "messages":[{"role":"user","content":%s}]%s}
    """
        .formatted(quoted(text), more);
  }

  static String chat(String text, String more) {
    return """
    {"model":"gpt-4.1-nano","messages":[{"role":"user","content":%s}]%s}
    """
        .formatted(quoted(text), more);
  }

  static String responses(String text, String more) {
    return """
    {"model":"gpt-4.1-nano","input":%s%s}
    """
        .formatted(quoted(text), more);
  }

  static String gemini(String text, String more) {
    return """
    {"contents":[{"role":"user","parts":[{"text":%s}]}]%s}
    """
        .formatted(quoted(text), more);
  }
}
