package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Images and documents as blocks. */
final class MessagesMedia {
  private MessagesMedia() {}

  static ObjectNode block(Part.Media media, Set<Warning> warnings) {
    if (media.kind() != Part.MediaKind.IMAGE && media.kind() != Part.MediaKind.DOCUMENT) {
      throw ProviderException.invalid(
          "messages", "this model takes no audio and no video", "Send text, images or documents.");
    }
    if (media.detail() != null && !media.detail().equals("auto")) {
      warnings.add(Warning.unsupported("detail", "This vendor has no such setting."));
    }
    boolean image = media.kind() == Part.MediaKind.IMAGE;
    ObjectNode block = Json.object().put("type", image ? "image" : "document");
    block.set("source", source(media, image));
    if (!image && media.name() != null) {
      block.put("title", media.name());
    } else if (media.name() != null) {
      warnings.add(Warning.unsupported("filename", "An image has no name here."));
    }
    return block;
  }

  private static ObjectNode source(Part.Media media, boolean image) {
    ObjectNode source = Json.object();
    if (media.fileId() != null) {
      return source.put("type", "file").put("file_id", media.fileId());
    }
    if (media.url() != null) {
      return source.put("type", "url").put("url", media.url());
    }
    String type = media.mediaType() == null && !image ? "application/pdf" : media.mediaType();
    if (type == null || media.data() == null) {
      throw ProviderException.invalid(
          "messages", "an image without a media type", "Say for example image/png.");
    }
    if (!image && type.startsWith("text/")) {
      return source
          .put("type", "text")
          .put("media_type", "text/plain")
          .put("data", decoded(media.data()));
    }
    return source.put("type", "base64").put("media_type", type).put("data", media.data());
  }

  private static String decoded(String data) {
    try {
      return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException bad) {
      throw ProviderException.invalid(
          "messages", "the data of a document is no base64", "Encode it in the standard alphabet.");
    }
  }
}
