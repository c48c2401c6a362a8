package dev.maestro.dialect.messages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's generation as its id tells it. Ids of other vendors behind the same format count as
 * able to do anything.
 *
 * @param generation major and minor in one number: 4.6 is 406; 0 where unknown
 */
record ClaudeModel(int generation) {
  private static final Pattern OLD = Pattern.compile("claude-(\\d)(?:[-.](\\d{1,2}))?-[a-z]+.*");
  private static final Pattern NEW =
      Pattern.compile("(?:.*[./])?claude-[a-z]+-(\\d{1,2})(?:[-.](\\d{1,2}))?(?:[-@:].*)?");

  static ClaudeModel of(String id) {
    for (Pattern pattern : new Pattern[] {OLD, NEW}) {
      Matcher matcher = pattern.matcher(id == null ? "" : id);
      if (matcher.matches()) {
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new ClaudeModel(Integer.parseInt(matcher.group(1)) * 100 + minor);
      }
    }
    return new ClaudeModel(0);
  }

  /** Since 3.7. */
  boolean thinks() {
    return generation == 0 || generation >= 307;
  }

  /** Up to 4.6. */
  boolean takesBudget() {
    return generation <= 406;
  }

  /** From 4.6. */
  boolean takesEffort() {
    return generation == 0 || generation >= 406;
  }
}
