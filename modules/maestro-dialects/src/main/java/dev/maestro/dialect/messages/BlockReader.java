package dev.maestro.dialect.messages;

import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.List;
import java.util.Set;

/**
 * Reads the content of a message: text, or a list of blocks. Blocks of server tools, and such as
 * are not known yet, are kept for their origin.
 */
final class BlockReader {
  private static final Set<String> TEXT = Set.of("type", "text", "cache_control");
  private static final Set<String> CALL =
      Set.of("type", "id", "name", "input", "caller", "cache_control");
  private static final Set<String> RESULT =
      Set.of("type", "tool_use_id", "content", "is_error", "cache_control");
  private static final Set<String> THINKING = Set.of("type", "thinking", "signature");
  private static final Set<String> IN_RESULTS = Set.of("text", "image", "document");

  private final Extras extras;
  private final MediaReader media;

  BlockReader(Extras extras) {
    this.extras = extras;
    this.media = new MediaReader(extras);
  }

  List<Part> parts(Field content) {
    if (content.value().isText()) {
      return List.of(Part.Text.of(content.text()));
    }
    if (!content.value().isList()) {
      throw content.wrong("is neither text nor a list.", "Send text or a list of blocks.");
    }
    return content.elements().stream().map(this::block).toList();
  }

  private Part block(Field block) {
    return switch (type(block)) {
      case "text" -> text(block);
      case "image" -> marked(media.image(block), block);
      case "document" -> marked(media.document(block), block);
      case "tool_use" -> call(block);
      case "tool_result" -> result(block);
      case "thinking" -> thinking(block);
      default -> own(block);
    };
  }

  private static String type(Field block) {
    return block.object().at("type").required().text();
  }

  private static Part own(Field block) {
    return new Part.Opaque(MessagesWire.DIALECT, block.value().json());
  }

  private static CacheMark mark(Field block) {
    return CacheMarks.read(block.at("cache_control"));
  }

  private static Part marked(Part part, Field block) {
    return part instanceof Part.Media media ? media.withCache(mark(block)) : part;
  }

  private Part text(Field block) {
    extras.others(block, TEXT);
    return new Part.Text(block.at("text").required().text(), null, mark(block));
  }

  private Part call(Field block) {
    Field input = block.at("input");
    if (!"direct".equals(block.at("caller").value().text("type"))) {
      extras.keep(block.at("caller"));
    }
    extras.others(block, CALL);
    return new Part.ToolCall(
        block.at("id").required().text(),
        block.at("name").required().text(),
        input.present() ? input.object().value().json() : "{}",
        null,
        mark(block));
  }

  private Part result(Field block) {
    Field content = block.at("content");
    List<Part> parts =
        !content.present()
            ? List.of()
            : content.value().isList()
                ? content.elements().stream().map(this::inResult).toList()
                : parts(content);
    boolean failed = Boolean.TRUE.equals(block.at("is_error").flag());
    extras.others(block, RESULT);
    return new Part.ToolResult(
        block.at("tool_use_id").required().text(), null, parts, failed, mark(block));
  }

  private Part inResult(Field block) {
    return IN_RESULTS.contains(type(block)) ? block(block) : own(block);
  }

  private Part thinking(Field block) {
    String signature = block.at("signature").text();
    boolean signed = signature != null && !signature.isEmpty() && !Unsigned.isOurs(signature);
    extras.others(block, THINKING);
    return new Part.Reasoning(
        block.at("thinking").required().text(),
        signed ? new Signature(MessagesWire.DIALECT, signature) : null);
  }
}
