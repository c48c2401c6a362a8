package dev.maestro.dialect.chat;

import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.Part;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Field;
import dev.maestro.dialect.openai.MediaReader;
import java.util.List;

/** Reads the content of a message: text, or a list of parts. */
final class PartReader {
  private PartReader() {}

  static List<Part> parts(Field content) {
    if (content.value().isText()) {
      return List.of(Part.Text.of(content.text()));
    }
    if (!content.value().isList()) {
      throw content.wrong("is neither text nor a list.", "Send text or a list of parts.");
    }
    List<Part> parts = content.elements().stream().map(PartReader::part).toList();
    if (parts.isEmpty()) {
      throw content.wrong("is empty.", "Send at least one part.");
    }
    return parts;
  }

  private static Part part(Field part) {
    return switch (part.object().at("type").required().text()) {
      case "text" -> new Part.Text(part.at("text").required().text(), null, mark(part));
      case "refusal" -> new Part.Refusal(part.at("refusal").required().text());
      case "image_url" -> image(part.at("image_url").required().object()).withCache(mark(part));
      case "input_audio" ->
          MediaReader.audio(part.at("input_audio").required().object()).withCache(mark(part));
      case "file" -> file(part.at("file").required().object()).withCache(mark(part));
      default ->
          throw part.at("type")
              .wrong("is not known.", "Use text, image_url, input_audio, file or refusal.");
    };
  }

  /** A field of other gateways for this format, which hand it to Anthropic. */
  private static CacheMark mark(Field part) {
    return CacheMarks.read(part.at("cache_control"));
  }

  private static Part.Media image(Field image) {
    return MediaReader.url(
        Part.MediaKind.IMAGE, image.at("url").required(), null, image.at("detail").text());
  }

  private static Part.Media file(Field file) {
    String name = file.at("filename").text();
    String id = file.at("file_id").text();
    return id != null
        ? MediaReader.held(Part.MediaKind.DOCUMENT, id, name, null)
        : MediaReader.url(Part.MediaKind.DOCUMENT, file.at("file_data").required(), name, null);
  }
}
