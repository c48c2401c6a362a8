package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.List;
import java.util.Set;

/** Media inline, or by the address of a file that the vendor itself holds. */
final class GeminiMedia {
  private static final List<String> FETCHED =
      List.of(
          "gs://",
          "https://generativelanguage.googleapis.com/",
          "https://www.youtube.com/",
          "https://youtu.be/");

  private GeminiMedia() {}

  static ObjectNode part(Part.Media media, Set<Warning> warnings) {
    if (media.detail() != null && !media.detail().equals("auto")) {
      warnings.add(Warning.unsupported("detail", "This vendor has no such setting."));
    }
    if (media.name() != null) {
      warnings.add(Warning.unsupported("filename", "Media have no name here."));
    }
    ObjectNode part = Json.object();
    String address = media.fileId() != null ? media.fileId() : media.url();
    if (address != null) {
      ObjectNode file = part.putObject("fileData").put("fileUri", fetched(media, address));
      if (media.mediaType() != null) {
        file.put("mimeType", media.mediaType());
      }
      return part;
    }
    String type =
        media.mediaType() == null && media.kind() == Part.MediaKind.DOCUMENT
            ? "application/pdf"
            : media.mediaType();
    if (type == null || media.data() == null) {
      throw ProviderException.invalid(
          "messages", "media without data or media type", "Say for example image/png.");
    }
    part.putObject("inlineData").put("mimeType", type).put("data", media.data());
    return part;
  }

  private static String fetched(Part.Media media, String address) {
    if (media.fileId() == null && FETCHED.stream().noneMatch(address::startsWith)) {
      throw ProviderException.invalid(
          "messages",
          "this vendor does not fetch media from other hosts",
          "Send the bytes as a data: URL.");
    }
    return address;
  }
}
