package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** An answer as the client's side writes it, held against the format's rules. */
final class GeminiWritten {
  private static final GeminiClient CLIENT = new GeminiClient();

  private GeminiWritten() {}

  /** What a client gets for these events, the last of which ends them. */
  static Buffer stream(RequestHead.Form form, List<StreamEvent> events) {
    StreamWriter writer = CLIENT.writer(RequestHead.of("asked", form), "answer-1");
    Buffer out = Buffer.buffer();
    Usage usage = null;
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.UsageReported reported) {
        usage = reported.usage();
      }
      out.appendBuffer(
          switch (event) {
            case StreamEvent.Finished finished -> writer.end(finished, usage);
            case StreamEvent.Failed failed -> writer.fail(failed.error(), usage);
            default -> writer.write(event);
          });
    }
    return out;
  }

  static Buffer whole(List<StreamEvent> events) {
    return CLIENT.writeWhole(
        RequestHead.of("asked", RequestHead.Form.WHOLE), "answer-1", events, "vendor-model");
  }

  /** The responses of an event stream. */
  static List<Json> chunks(Buffer stream) {
    String text = stream.toString();
    assertThat(text).endsWith("\r\n\r\n");
    return Arrays.stream(text.split("\r\n\r\n"))
        .map(event -> {
          assertThat(event).startsWith("data: {").doesNotContain("\n");
          return Json.parse(event.substring("data: ".length()));
        })
        .toList();
  }

  /** Checks responses that end well: who answers, what stands in them, and the end in the last. */
  static void check(List<Json> chunks) {
    for (int at = 0; at < chunks.size(); at++) {
      Json chunk = chunks.get(at);
      boolean isLast = at == chunks.size() - 1;
      assertThat(chunk.text("responseId")).isEqualTo("answer-1");
      assertThat(chunk.text("modelVersion")).isNotBlank();
      assertThat(chunk.at("usageMetadata").present() && !isLast)
          .as("usage before the end")
          .isFalse();
      boolean isBlocked = isLast && chunk.at("promptFeedback").text("blockReason") != null;
      assertThat(chunk.list("candidates").isEmpty()).isEqualTo(isBlocked);
      for (Json candidate : chunk.list("candidates")) {
        assertThat(candidate.text("finishReason") != null).as("finish reason").isEqualTo(isLast);
        assertThat(candidate.at("index").node().isInt()).isTrue();
        content(candidate.at("content"));
      }
    }
    TreeSet<Integer> ended = new TreeSet<>();
    chunks.getLast().list("candidates").forEach(each -> ended.add(each.number("index", -1)));
    chunks.stream()
        .flatMap(chunk -> chunk.list("candidates").stream())
        .forEach(candidate -> assertThat(ended).contains(candidate.number("index", -1)));
  }

  private static void content(Json content) {
    if (!content.present()) {
      return;
    }
    assertThat(content.text("role")).isEqualTo("model");
    assertThat(content.list("parts")).isNotEmpty();
    for (Json part : content.list("parts")) {
      assertThat(part.isObject()).isTrue();
      Json call = part.at("functionCall");
      if (call.present()) {
        assertThat(call.text("name")).isNotBlank();
        assertThat(call.at("args").isObject()).isTrue();
        assertThat(call.at("partialArgs").present()).isFalse();
      }
    }
  }
}
