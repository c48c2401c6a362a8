package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes one stream: a response for each part, and a last one with every candidate's finish reason
 * and the usage.
 */
final class GeminiWriter implements StreamWriter {
  private final GeminiFrames frames;
  private final GeminiPieces pieces = new GeminiPieces();
  private final Map<Integer, String> ends = new TreeMap<>();
  private final String id;
  private String model;
  private boolean any;

  GeminiWriter(RequestHead head, String id) {
    this.frames =
        head.form() == RequestHead.Form.LIST ? GeminiFrames.list() : GeminiFrames.events();
    this.id = id;
    this.model = head.model();
  }

  @Override
  public Buffer write(StreamEvent event) {
    if (event instanceof StreamEvent.Started started && started.model() != null) {
      model = started.model();
    } else if (event instanceof StreamEvent.ChoiceFinished end) {
      ends.put(end.choice(), GeminiFinish.word(end.reason(), end.vendorReason()));
    }
    GeminiPieces.Piece piece = pieces.of(event);
    return piece == null ? Buffer.buffer() : say(piece);
  }

  @Override
  public Buffer end(StreamEvent.Finished finished, Usage usage) {
    Buffer out = Buffer.buffer();
    pieces.rest().forEach(call -> out.appendBuffer(say(call)));
    ObjectNode last = Json.object();
    if (isBlocked(finished)) {
      last.putObject("promptFeedback")
          .put("blockReason", GeminiFinish.blockReason(finished.vendorReason()));
    } else {
      String word = GeminiFinish.word(finished.reason(), finished.vendorReason());
      ends.put(0, word);
      ArrayNode candidates = last.putArray("candidates");
      ends.forEach((choice, end) -> {
        ObjectNode part = Json.object().put("text", "");
        candidates.add(candidate(choice, part).put("finishReason", end == null ? word : end));
      });
    }
    if (usage != null) {
      last.set("usageMetadata", GeminiUsage.write(usage));
    }
    return out.appendBuffer(say(last)).appendBuffer(frames.close());
  }

  @Override
  public Buffer fail(ErrorFacts error, Usage usage) {
    return frames.element(new GeminiClient().writeError(error)).appendBuffer(frames.close());
  }

  @Override
  public Buffer ping() {
    return GeminiFrames.ping();
  }

  /** An answer that was refused before it had any content. */
  private boolean isBlocked(StreamEvent.Finished finished) {
    return finished.reason() == FinishReason.CONTENT_FILTER && !any && ends.isEmpty();
  }

  private Buffer say(GeminiPieces.Piece piece) {
    any = true;
    ends.putIfAbsent(piece.choice(), null);
    ObjectNode chunk = Json.object();
    ArrayNode candidates = chunk.putArray("candidates");
    candidates.add(
        piece.isNote()
            ? piece.json().put("index", piece.choice())
            : candidate(piece.choice(), piece.json()));
    return say(chunk);
  }

  private static ObjectNode candidate(int choice, ObjectNode part) {
    ObjectNode candidate = Json.object();
    ObjectNode content = candidate.putObject("content");
    content.putArray("parts").add(part);
    content.put("role", "model");
    return candidate.put("index", choice);
  }

  private Buffer say(ObjectNode chunk) {
    return frames.element(Json.bytes(chunk.put("modelVersion", model).put("responseId", id)));
  }
}
