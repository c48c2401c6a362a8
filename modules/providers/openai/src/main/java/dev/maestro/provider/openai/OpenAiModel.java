package dev.maestro.provider.openai;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an OpenAI model takes, told from its id as the vendor's documentation does (November 2026).
 * Fine-tuned and foreign ids are taken for models that do not reason.
 *
 * @param reasons thinks before it answers, and so refuses what steers sampling
 * @param version of a GPT, major and minor as one number: 5.1 is 501; 0 for others
 */
record OpenAiModel(String id, boolean reasons, int version) {
  private static final Pattern O_SERIES = Pattern.compile("o\\d+(-.*)?");
  private static final Pattern GPT = Pattern.compile("gpt-(\\d+)(?:\\.(\\d+))?(-.*)?");

  static OpenAiModel of(String id) {
    if (O_SERIES.matcher(id).matches()) {
      return new OpenAiModel(id, true, 0);
    }
    Matcher gpt = GPT.matcher(id);
    if (!gpt.matches()) {
      return new OpenAiModel(id, false, 0);
    }
    int major = Integer.parseInt(gpt.group(1));
    int minor = gpt.group(2) == null ? 0 : Integer.parseInt(gpt.group(2));
    String rest = gpt.group(3) == null ? "" : gpt.group(3);
    boolean talksOnly = gpt.group(2) == null && rest.startsWith("-chat");
    return new OpenAiModel(id, major >= 5 && !talksOnly, major * 100 + minor);
  }

  /** Can be told not to reason, and then takes temperature and top_p. */
  boolean mayStopReasoning() {
    return reasons && version >= 501;
  }

  /** The least effort it takes. */
  String leastEffort() {
    return mayStopReasoning() ? "none" : version == 500 ? "minimal" : "low";
  }

  /** Takes an effort above high. */
  boolean takesMore() {
    return version >= 502 || id.contains("codex-max");
  }

  /** Takes stop sequences on Chat Completions. */
  boolean takesStop() {
    return !id.startsWith("o3") && !id.startsWith("o4-mini");
  }
}
