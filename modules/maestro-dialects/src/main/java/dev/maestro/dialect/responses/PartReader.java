package dev.maestro.dialect.responses;

import dev.maestro.api.chat.Part;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.openai.MediaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the content of a message or of a tool's result: text, or a list of parts. */
final class PartReader {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "text",
          "refusal",
          "image_url",
          "file_id",
          "file_url",
          "file_data",
          "filename",
          "detail",
          "input_audio");

  private PartReader() {}

  static List<Part> parts(Field content, Leftovers leftovers) {
    if (content.value().isText()) {
      return List.of(Part.Text.of(content.text()));
    }
    if (!content.value().isList()) {
      throw content.wrong("is neither text nor a list.", "Send text or a list of parts.");
    }
    List<Part> parts = new ArrayList<>();
    for (Field part : content.elements()) {
      parts.add(part(part));
      leftovers.of(part, KNOWN);
    }
    if (parts.isEmpty()) {
      throw content.wrong("is empty.", "Send at least one part.");
    }
    return parts;
  }

  private static Part part(Field part) {
    return switch (part.object().at("type").required().text()) {
      case "input_text", "output_text", "text" -> Part.Text.of(part.at("text").required().text());
      case "refusal" -> new Part.Refusal(part.at("refusal").required().text());
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      case "input_audio" -> MediaReader.audio(part.at("input_audio").required().object());
      default ->
          throw part.at("type")
              .wrong(
                  "is not known.",
                  "Use input_text, input_image, input_file, input_audio, output_text or refusal.");
    };
  }

  private static Part image(Field image) {
    String id = image.at("file_id").text();
    String detail = image.at("detail").text();
    return id != null
        ? MediaReader.held(Part.MediaKind.IMAGE, id, null, detail)
        : MediaReader.url(Part.MediaKind.IMAGE, image.at("image_url").required(), null, detail);
  }

  private static Part file(Field file) {
    String id = file.at("file_id").text();
    String name = file.at("filename").text();
    if (id != null) {
      return MediaReader.held(Part.MediaKind.DOCUMENT, id, name, null);
    }
    Field at = file.at("file_url").present() ? file.at("file_url") : file.at("file_data");
    return MediaReader.url(Part.MediaKind.DOCUMENT, at.required(), name, null);
  }
}
