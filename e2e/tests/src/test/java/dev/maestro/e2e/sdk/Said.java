package dev.maestro.e2e.sdk;

import java.util.List;

/**
 * What an answer came to.
 *
 * @param thoughts as far as the client's format shows them
 * @param calls names of the tools called
 * @param reasoningTokens 0 where the format does not tell
 */
record Said(
    String text, String thoughts, List<String> calls, long outputTokens, long reasoningTokens) {}
