package dev.maestro.dialect.messages;

import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Part.MediaKind;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads images and documents. */
record MediaReader(Extras extras) {
  private static final Set<String> IMAGE = Set.of("type", "source", "cache_control");
  private static final Set<String> DOCUMENT = Set.of("type", "source", "title", "cache_control");

  Part image(Field block) {
    extras.others(block, IMAGE);
    Field source = source(block);
    return switch (source.at("type").required().text()) {
      case "base64" -> data(MediaKind.IMAGE, source, null);
      case "url" -> url(MediaKind.IMAGE, source, null);
      case "file" -> file(MediaKind.IMAGE, source, null);
      default -> throw source.at("type").wrong("is not known.", "Use base64, url or file.");
    };
  }

  Part document(Field block) {
    extras.others(block, DOCUMENT);
    String title = block.at("title").text();
    Field source = source(block);
    return switch (source.at("type").required().text()) {
      case "base64" -> data(MediaKind.DOCUMENT, source, title);
      case "url" -> url(MediaKind.DOCUMENT, source, title);
      case "file" -> file(MediaKind.DOCUMENT, source, title);
      case "text" -> text(source.at("data").required().text(), title);
      case "content" -> content(block, source.at("content").required(), title);
      default ->
          throw source.at("type").wrong("is not known.", "Use base64, text, content, url or file.");
    };
  }

  private static Field source(Field block) {
    return block.at("source").required().object();
  }

  private static Part data(MediaKind kind, Field source, String title) {
    String type = source.at("media_type").required().text();
    String data = source.at("data").required().text();
    return new Part.Media(kind, type, data, null, null, title, null);
  }

  private static Part url(MediaKind kind, Field source, String title) {
    String url = source.at("url").required().text();
    return new Part.Media(kind, null, null, url, null, title, null);
  }

  private static Part file(MediaKind kind, Field source, String title) {
    String id = source.at("file_id").required().text();
    return new Part.Media(kind, null, null, null, id, title, null);
  }

  private static Part text(String text, String title) {
    String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new Part.Media(MediaKind.DOCUMENT, "text/plain", data, null, null, title, null);
  }

  /** Text in pieces, which only citations tell apart; with images among them it stays here. */
  private static Part content(Field block, Field content, String title) {
    if (content.value().isText()) {
      return text(content.text(), title);
    }
    boolean isText =
        content.elements().stream()
            .allMatch(piece ->
                "text".equals(piece.object().at("type").required().text())
                    && piece.at("text").value().isText());
    return isText
        ? text(
            content.elements().stream()
                .map(piece -> piece.at("text").text())
                .collect(Collectors.joining("\n\n")),
            title)
        : new Part.Opaque(MessagesWire.DIALECT, block.value().json());
  }
}
