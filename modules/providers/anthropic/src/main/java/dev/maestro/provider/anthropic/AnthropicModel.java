package dev.maestro.provider.anthropic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Claude model takes, told from its id. Source: the vendor's documentation and SDKs as of
 * November 2026; an id that nobody knows yet is taken for a newer model, with the strict rules.
 *
 * @param version major and minor as one number: 4.6 is 406
 * @param maxTokens the longest answer, in tokens
 */
record AnthropicModel(int version, boolean opus, int maxTokens) {
  /** Models from here on reason adaptively, by effort. */
  private static final int ADAPTIVE = 406;

  private static final Pattern NAME_FIRST =
      Pattern.compile("claude-([a-z]+)-(\\d{1,2})(?:-(\\d{1,2}))?(?:[-@].*)?");
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("claude-(\\d)(?:[-.](\\d{1,2}))?(?:-[a-z]+.*)?");
  private static final int NEWEST = 128_000;

  static AnthropicModel of(String id) {
    Matcher old = NUMBER_FIRST.matcher(id);
    if (old.matches()) {
      int version = version(old.group(1), old.group(2));
      return new AnthropicModel(version, false, old(version));
    }
    Matcher name = NAME_FIRST.matcher(id);
    if (!name.matches()) {
      return new AnthropicModel(9900, false, NEWEST);
    }
    int version = version(name.group(2), name.group(3));
    boolean opus = name.group(1).equals("opus");
    return new AnthropicModel(version, opus, longest(version, opus));
  }

  private static int version(String major, String minor) {
    return Integer.parseInt(major) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
  }

  private static int old(int version) {
    return version >= 307 ? 64_000 : version == 305 ? 8_192 : 4_096;
  }

  private static int longest(int version, boolean opus) {
    if (version >= ADAPTIVE) {
      return NEWEST;
    }
    return opus && version < 405 ? 32_000 : 64_000;
  }

  /** Reasons by effort; others by a budget, if they reason at all. */
  boolean adaptive() {
    return version >= ADAPTIVE;
  }

  /** Refuses sampling parameters and budgets: everything after Opus 4.6. */
  boolean strict() {
    return version > ADAPTIVE;
  }

  /** Takes temperature or top_p, not both. */
  boolean oneOfSampling() {
    return version >= 400;
  }
}
