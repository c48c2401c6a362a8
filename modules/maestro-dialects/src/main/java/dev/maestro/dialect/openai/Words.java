package dev.maestro.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import java.util.regex.Pattern;

/** Words and shapes that stand in both formats. */
public final class Words {
  private static final Pattern REASONING_MODEL = Pattern.compile("o\\d.*|gpt-([5-9]|\\d\\d).*");
  private static final Pattern CHAT_MODEL = Pattern.compile("gpt-\\d+-chat.*");

  private Words() {}

  /** Whether a model takes instructions in the role {@code developer}. Source: OpenAI's guide. */
  public static boolean isReasoningModel(String model) {
    return REASONING_MODEL.matcher(model).matches() && !CHAT_MODEL.matcher(model).matches();
  }

  /** The effort asked for, or null. A budget becomes the effort that usually takes as much. */
  public static String effort(ReasoningOptions options) {
    if (options.effort() != null) {
      return options.effort();
    }
    if (Boolean.FALSE.equals(options.enabled())) {
      return "none";
    }
    Integer budget = options.budgetTokens();
    if (budget == null) {
      return null;
    }
    return budget <= 0 ? "none" : budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high";
  }

  /** The URL of a media part: its own, or one that holds its data. */
  public static String url(Part.Media media) {
    return media.url() != null
        ? media.url()
        : "data:" + media.mediaType() + ";base64," + media.data();
  }

  /** Writes a form's name, schema and strictness. */
  public static ObjectNode schema(ObjectNode into, ResponseFormat format) {
    into.put("name", format.name() == null ? "answer" : format.name());
    if (format.schema() != null) {
      into.set("schema", Json.parse(format.schema()).node());
    }
    if (format.strict() != null) {
      into.put("strict", format.strict());
    }
    return into;
  }

  /** Reads a usage object whose fields begin with these words. */
  public static Usage usage(Json usage, String input, String output) {
    return new Usage(
        usage.number(input + "_tokens"),
        usage.number(output + "_tokens"),
        usage.at(input + "_tokens_details").number("cached_tokens"),
        usage.at(input + "_tokens_details").number("cache_write_tokens"),
        usage.at(output + "_tokens_details").number("reasoning_tokens"),
        usage.json());
  }
}
