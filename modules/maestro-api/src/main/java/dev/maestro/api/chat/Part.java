package dev.maestro.api.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One piece of a message. Consumers keep a default branch: further kinds may come. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Part.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Part.Media.class, name = "media"),
  @JsonSubTypes.Type(value = Part.ToolCall.class, name = "tool_call"),
  @JsonSubTypes.Type(value = Part.ToolResult.class, name = "tool_result"),
  @JsonSubTypes.Type(value = Part.Reasoning.class, name = "reasoning"),
  @JsonSubTypes.Type(value = Part.Refusal.class, name = "refusal"),
  @JsonSubTypes.Type(value = Part.Opaque.class, name = "opaque")
})
public sealed interface Part {

  /** What kind of media a {@link Media} part holds. */
  enum MediaKind {
    IMAGE,
    DOCUMENT,
    AUDIO,
    VIDEO
  }

  /**
   * Text.
   *
   * @param signature the vendor's signature on this text (Gemini puts one on text parts), or null
   * @param cache or null
   */
  record Text(String text, Signature signature, CacheMark cache) implements Part {
    /** Text without a mark. */
    public Text(String text, Signature signature) {
      this(text, signature, null);
    }

    /** Plain text. */
    public static Text of(String text) {
      return new Text(text, null);
    }
  }

  /**
   * An image, document, sound or film. Exactly one of data, url and fileId is given.
   *
   * @param mediaType for example {@code image/png}; may be null with a url
   * @param data base64, standard alphabet
   * @param name file name or title, or null
   * @param detail OpenAI's {@code detail}, or null
   * @param cache or null
   */
  record Media(
      MediaKind kind,
      String mediaType,
      String data,
      String url,
      String fileId,
      String name,
      String detail,
      CacheMark cache)
      implements Part {
    /** Media without a mark. */
    public Media(
        MediaKind kind,
        String mediaType,
        String data,
        String url,
        String fileId,
        String name,
        String detail) {
      this(kind, mediaType, data, url, fileId, name, detail, null);
    }

    /** The same with a mark. */
    public Media withCache(CacheMark mark) {
      return new Media(kind, mediaType, data, url, fileId, name, detail, mark);
    }
  }

  /**
   * A call of a client's tool, made by the model.
   *
   * @param arguments JSON text of an object; {@code {}} where there are none
   * @param signature the vendor's signature on this call, or null
   * @param cache or null
   */
  record ToolCall(String id, String name, String arguments, Signature signature, CacheMark cache)
      implements Part {
    /** A call without a mark. */
    public ToolCall(String id, String name, String arguments, Signature signature) {
      this(id, name, arguments, signature, null);
    }
  }

  /**
   * A tool's answer.
   *
   * @param callId id of the call it answers
   * @param name the tool's name where the client said it, else null
   * @param content text and media
   * @param isError whether the tool failed
   * @param cache or null
   */
  record ToolResult(
      String callId, String name, List<Part> content, boolean isError, CacheMark cache)
      implements Part {
    /** A result without a mark. */
    public ToolResult(String callId, String name, List<Part> content, boolean isError) {
      this(callId, name, content, isError, null);
    }

    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /** What the model thought, with the vendor's signature where it gave one. */
  record Reasoning(String text, Signature signature) implements Part {}

  /** The model's refusal in words. */
  record Refusal(String text) implements Part {}

  /**
   * A block that only its origin understands (redacted thinking, encrypted reasoning items, server
   * tools). It goes back to that dialect exactly as it came, and to no other.
   *
   * @param origin the dialect it came in
   * @param json the block as JSON text
   */
  record Opaque(dev.maestro.api.Dialect origin, String json) implements Part {}
}
