package dev.maestro.dialect.chat;

import dev.maestro.api.chat.Part;
import dev.maestro.dialect.Field;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the content of a message: text, or a list of parts. */
final class PartReader {
  private static final Pattern DATA = Pattern.compile("data:([^;,]+)[^,]*;base64,");

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
      case "text" -> Part.Text.of(part.at("text").required().text());
      case "refusal" -> new Part.Refusal(part.at("refusal").required().text());
      case "image_url" -> image(part.at("image_url").required().object());
      case "input_audio" -> audio(part.at("input_audio").required().object());
      case "file" -> file(part.at("file").required().object());
      default ->
          throw part.at("type")
              .wrong("is not known.", "Use text, image_url, input_audio, file or refusal.");
    };
  }

  private static Part image(Field image) {
    Field url = image.at("url").required();
    return media(Part.MediaKind.IMAGE, url, null, image.at("detail").text());
  }

  private static Part audio(Field audio) {
    String format = audio.at("format").required().text();
    return new Part.Media(
        Part.MediaKind.AUDIO,
        format.equals("mp3") ? "audio/mpeg" : "audio/" + format,
        audio.at("data").required().text(),
        null,
        null,
        null,
        null);
  }

  private static Part file(Field file) {
    String name = file.at("filename").text();
    String id = file.at("file_id").text();
    return id != null
        ? new Part.Media(Part.MediaKind.DOCUMENT, null, null, null, id, name, null)
        : media(Part.MediaKind.DOCUMENT, file.at("file_data").required(), name, null);
  }

  private static Part media(Part.MediaKind kind, Field field, String name, String detail) {
    String url = field.text();
    Matcher data = DATA.matcher(url);
    if (data.lookingAt()) {
      return new Part.Media(
          kind, data.group(1), url.substring(data.end()), null, null, name, detail);
    }
    if (url.startsWith("https://") || url.startsWith("http://")) {
      return new Part.Media(kind, null, null, url, null, name, detail);
    }
    throw field.wrong(
        "is neither a web address nor base64 data.",
        "Send https://… or data:<media type>;base64,….");
  }
}
