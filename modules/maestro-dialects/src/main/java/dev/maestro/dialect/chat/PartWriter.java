package dev.maestro.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Part;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import dev.maestro.dialect.openai.Words;
import java.util.Set;

/** Writes one part of a message's content. */
final class PartWriter {
  private static final Set<String> TYPES =
      Set.of("text", "image_url", "input_audio", "file", "refusal");

  private PartWriter() {}

  /** The part, or null where the format has no place for it, which is noted. */
  static ObjectNode write(Part part, String field, Notes notes) {
    return switch (part) {
      case Part.Text text -> Json.object().put("type", "text").put("text", text.text());
      case Part.Media media -> media(media, field, notes);
      case Part.Opaque opaque when opaque.origin().equals(ChatWire.DIALECT) -> own(opaque);
      case Part.Opaque opaque ->
          none(field, "A block that only " + opaque.origin() + " understands was left out.", notes);
      default -> none(field, "Chat Completions has no place for this part here.", notes);
    };
  }

  /** Annotations and probabilities belong to an answer, and no request takes them back. */
  private static ObjectNode own(Part.Opaque opaque) {
    Json part = Json.tolerant(opaque.json());
    return TYPES.contains(part.textOrEmpty("type")) ? (ObjectNode) part.node() : null;
  }

  private static ObjectNode media(Part.Media media, String field, Notes notes) {
    return switch (media.kind()) {
      case IMAGE -> image(media, field, notes);
      case DOCUMENT -> document(media, field, notes);
      case AUDIO -> audio(media, field, notes);
      case VIDEO -> none(field, "Chat Completions takes no films.", notes);
    };
  }

  private static ObjectNode image(Part.Media media, String field, Notes notes) {
    if (media.url() == null && media.data() == null) {
      return none(field, "Chat Completions takes no image by file id.", notes);
    }
    ObjectNode image = Json.object().put("type", "image_url");
    ObjectNode url = image.putObject("image_url").put("url", Words.url(media));
    if (media.detail() != null) {
      url.put("detail", media.detail());
    }
    return image;
  }

  private static ObjectNode document(Part.Media media, String field, Notes notes) {
    if (media.fileId() == null && media.data() == null) {
      return none(field, "Chat Completions takes no document by URL.", notes);
    }
    ObjectNode document = Json.object().put("type", "file");
    ObjectNode file = document.putObject("file");
    if (media.fileId() != null) {
      file.put("file_id", media.fileId());
    } else {
      file.put("filename", Words.fileName(media));
      file.put("file_data", Words.url(media));
    }
    return document;
  }

  private static ObjectNode audio(Part.Media media, String field, Notes notes) {
    String type = media.mediaType() == null ? "" : media.mediaType();
    String format = type.contains("wav") ? "wav" : type.matches("audio/(mp3|mpeg)") ? "mp3" : null;
    if (media.data() == null || format == null) {
      return none(field, "Chat Completions takes sound as WAV or MP3 data only.", notes);
    }
    ObjectNode audio = Json.object().put("type", "input_audio");
    audio.putObject("input_audio").put("data", media.data()).put("format", format);
    return audio;
  }

  private static ObjectNode none(String field, String detail, Notes notes) {
    notes.unsupported(field, detail);
    return null;
  }
}
