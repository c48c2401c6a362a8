package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.Notes;
import dev.maestro.dialect.openai.Words;

/** Writes one part of a message's content. */
final class ContentWriter {
  private ContentWriter() {}

  /** The part, or null where the format has no place for it, which is noted. */
  static ObjectNode write(Part part, Role role, String field, Notes notes) {
    return switch (part) {
      case Part.Text text ->
          Json.object()
              .put("type", role == Role.ASSISTANT ? "output_text" : "input_text")
              .put("text", text.text());
      case Part.Refusal refusal when role == Role.ASSISTANT ->
          Json.object().put("type", "refusal").put("refusal", refusal.text());
      case Part.Media media when role != Role.ASSISTANT -> media(media, field, notes);
      default -> none(field, "Responses has no place for this part here.", notes);
    };
  }

  private static ObjectNode media(Part.Media media, String field, Notes notes) {
    return switch (media.kind()) {
      case IMAGE -> image(media);
      case DOCUMENT -> document(media);
      case AUDIO, VIDEO -> none(field, "Responses takes neither sound nor films.", notes);
    };
  }

  private static ObjectNode image(Part.Media media) {
    ObjectNode image = Json.object().put("type", "input_image");
    if (media.fileId() != null) {
      image.put("file_id", media.fileId());
    } else {
      image.put("image_url", Words.url(media));
    }
    return image.put("detail", media.detail() == null ? "auto" : media.detail());
  }

  private static ObjectNode document(Part.Media media) {
    ObjectNode file = Json.object().put("type", "input_file");
    if (media.fileId() != null) {
      return file.put("file_id", media.fileId());
    }
    if (media.url() != null) {
      return file.put("file_url", media.url());
    }
    return file.put("filename", Words.fileName(media)).put("file_data", Words.url(media));
  }

  private static ObjectNode none(String field, String detail, Notes notes) {
    notes.unsupported(field, detail);
    return null;
  }
}
