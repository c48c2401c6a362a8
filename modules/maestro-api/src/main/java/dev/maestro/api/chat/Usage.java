package dev.maestro.api.chat;

/**
 * Tokens of one answer, counted one way for all vendors: input includes cached tokens, output
 * includes reasoning. Anthropic reports cached input apart and Gemini reports thoughts apart; their
 * dialects add them.
 *
 * @param inputTokens everything the model read, cached or not
 * @param outputTokens everything the model wrote, reasoning included
 * @param cachedInputTokens part of the input read from a cache; 0 where unknown
 * @param cacheWriteTokens part of the input written to a cache; 0 where unknown
 * @param reasoningTokens part of the output; 0 where unknown
 * @param vendor the vendor's own usage object as JSON text, or null
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long cachedInputTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    String vendor) {

  /** Input and output only. */
  public static Usage of(long input, long output) {
    return new Usage(input, output, 0, 0, 0, null);
  }

  /** Input and output together. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }
}
