package dev.maestro.dialect;

/**
 * A place where clients of a format send requests.
 *
 * @param path as a router writes it; one {@code *} stands for a model string, slashes included, and
 *     text may follow it: {@code /v1beta/models/*:countTokens}
 */
public record ClientRoute(Operation operation, String path) {
  /** What is asked for there. */
  public enum Operation {
    /** POST: an answer, streamed or whole. */
    ANSWER,
    /** POST: how many tokens a request would take. */
    COUNT,
    /** GET: all models. */
    MODELS,
    /** GET: one model. */
    MODEL,
    /** GET: an answer that was given before, by its id. */
    KEPT,
    /** GET: what was asked for that answer. */
    KEPT_INPUT,
    /** DELETE: that answer. */
    DELETE
  }
}
