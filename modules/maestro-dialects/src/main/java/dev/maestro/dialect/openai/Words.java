package dev.maestro.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.ChatRequest;
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

  /** A subtype that is an ending too: pdf, csv, html, json. */
  private static final Pattern SUBTYPE = Pattern.compile("(text|application)/[a-z]{2,5}");

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

  /** Whether a request's fields have OpenAI's meaning: others have fields of the same names. */
  public static boolean isOwn(ChatRequest request) {
    return request.origin() != null && request.origin().id().startsWith("openai-");
  }

  /**
   * The name of a document: its own, or one whose ending tells its type, as the vendor reads it.
   */
  public static String fileName(Part.Media media) {
    return media.name() != null ? media.name() : "document." + ending(media.mediaType());
  }

  private static String ending(String mediaType) {
    String type = mediaType == null ? "application/pdf" : mediaType.split(";", 2)[0].strip();
    return switch (type) {
      case "text/plain" -> "txt";
      case "text/markdown" -> "md";
      case "text/javascript" -> "js";
      case "application/msword" -> "doc";
      case "application/vnd.ms-excel" -> "xls";
      case "application/vnd.ms-powerpoint" -> "ppt";
      case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
      case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
      case "application/vnd.openxmlformats-officedocument.presentationml.presentation" -> "pptx";
      default -> SUBTYPE.matcher(type).matches() ? type.substring(type.indexOf('/') + 1) : "bin";
    };
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
