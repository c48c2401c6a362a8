package dev.maestro.dialect.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's generation as its id tells it; an id that tells none (an alias such as {@code
 * gemini-flash-latest}) counts as the newest.
 *
 * @param generation major and minor in one number: 2.5 is 205
 * @param pro whether it is of the large line, which cannot stop thinking
 * @param known whether it is a Gemini at all; others behind the same API do not think
 */
record GeminiModel(int generation, boolean pro, boolean known) {
  private static final Pattern ID =
      Pattern.compile("(?:.*/)?gemini-(?:(\\d{1,2})(?:\\.(\\d{1,2}))?)?.*");
  private static final int NEWEST = 9900;

  static GeminiModel of(String id) {
    String name = id == null ? "" : id;
    Matcher matcher = ID.matcher(name);
    if (!matcher.matches()) {
      return new GeminiModel(0, false, false);
    }
    int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    int generation =
        matcher.group(1) == null ? NEWEST : Integer.parseInt(matcher.group(1)) * 100 + minor;
    return new GeminiModel(generation, name.contains("pro"), true);
  }

  /** From generation 3 calls must be signed, and thinking has levels. */
  boolean third() {
    return generation >= 300;
  }

  /** From generation 2.5. */
  boolean thinks() {
    return generation >= 205;
  }
}
