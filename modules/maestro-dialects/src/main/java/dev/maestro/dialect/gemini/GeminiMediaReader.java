package dev.maestro.dialect.gemini;

import static dev.maestro.dialect.gemini.GeminiFields.at;

import dev.maestro.api.chat.Part;
import dev.maestro.dialect.Field;

/** Reads media: their bytes, or where a file is. */
final class GeminiMediaReader {
  private GeminiMediaReader() {}

  static Part.Media part(Field media) {
    String name = at(media, "displayName").text();
    Field address = at(media, "fileUri");
    Field type = at(media, "mimeType");
    if (address.present()) {
      return new Part.Media(kind(type.text()), type.text(), null, address.text(), null, name, null);
    }
    String mime = type.required().text();
    String data = standard(media.at("data").required().text());
    return new Part.Media(kind(mime), mime, data, null, null, name, null);
  }

  private static Part.MediaKind kind(String type) {
    String family = type == null ? "" : type.substring(0, Math.max(0, type.indexOf('/')));
    return switch (family) {
      case "image" -> Part.MediaKind.IMAGE;
      case "audio" -> Part.MediaKind.AUDIO;
      case "video" -> Part.MediaKind.VIDEO;
      default -> Part.MediaKind.DOCUMENT;
    };
  }

  /** The vendor also takes the alphabet for URLs, in which its SDK for Python writes bytes. */
  private static String standard(String data) {
    String text = data.indexOf('-') < 0 ? data : data.replace('-', '+');
    text = text.indexOf('_') < 0 ? text : text.replace('_', '/');
    return text.length() % 4 < 2 ? text : text + "=".repeat(4 - text.length() % 4);
  }
}
