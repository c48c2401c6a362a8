package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a whole answer: the parts of its stream, with the pieces of each text put together. */
final class GeminiWhole {
  /** A part; its text grows beside it. */
  private record Whole(GeminiPieces.Piece first, StringBuilder text) {
    boolean takes(GeminiPieces.Piece piece) {
      return text != null
          && piece.isText()
          && first.isThought() == piece.isThought()
          && !first.isSigned();
    }

    ObjectNode json() {
      return text == null ? first.json() : first.json().put("text", text.toString());
    }
  }

  /** One candidate as it grows. */
  private static final class Candidate {
    private final List<Whole> parts = new ArrayList<>();
    private final ObjectNode notes = Json.object();
    private String finish = "STOP";

    void add(GeminiPieces.Piece piece) {
      if (piece.isNote()) {
        notes.setAll(piece.json());
        return;
      }
      if (parts.isEmpty() || !parts.getLast().takes(piece)) {
        parts.add(new Whole(piece, piece.isText() ? new StringBuilder() : null));
      }
      if (piece.isText()) {
        parts.getLast().text().append(piece.json().get("text").textValue());
      }
      if (piece.isSigned()) {
        parts
            .getLast()
            .first()
            .json()
            .set("thoughtSignature", piece.json().get("thoughtSignature"));
      }
    }
  }

  private final GeminiPieces pieces = new GeminiPieces();
  private final SortedMap<Integer, Candidate> candidates = new TreeMap<>();
  private StreamEvent.Finished finished = new StreamEvent.Finished(FinishReason.STOP, null, null);
  private Usage usage;
  private String model;

  GeminiWhole(List<StreamEvent> events) {
    events.forEach(this::add);
    pieces.rest().forEach(this::add);
  }

  ObjectNode write(String id, String asked) {
    ObjectNode body = Json.object();
    if (finished.reason() == FinishReason.CONTENT_FILTER && candidates.isEmpty()) {
      body.putObject("promptFeedback")
          .put("blockReason", GeminiFinish.blockReason(finished.vendorReason()));
    } else {
      candidate(0).finish = GeminiFinish.word(finished.reason(), finished.vendorReason());
      ArrayNode list = body.putArray("candidates");
      candidates.forEach((index, candidate) -> list.add(json(index, candidate)));
    }
    if (usage != null) {
      body.set("usageMetadata", GeminiUsage.write(usage));
    }
    return body.put("modelVersion", model == null ? asked : model).put("responseId", id);
  }

  private Candidate candidate(int index) {
    return candidates.computeIfAbsent(index, absent -> new Candidate());
  }

  private void add(StreamEvent event) {
    switch (event) {
      case StreamEvent.Started started -> model = started.model();
      case StreamEvent.UsageReported reported -> usage = reported.usage();
      case StreamEvent.ChoiceFinished end ->
          candidate(end.choice()).finish = GeminiFinish.word(end.reason(), end.vendorReason());
      case StreamEvent.Finished end -> finished = end;
      default -> {
        GeminiPieces.Piece piece = pieces.of(event);
        if (piece != null) {
          add(piece);
        }
      }
    }
  }

  private void add(GeminiPieces.Piece piece) {
    candidate(piece.choice()).add(piece);
  }

  private static ObjectNode json(int index, Candidate candidate) {
    ObjectNode json = Json.object();
    ObjectNode content = json.putObject("content");
    ArrayNode parts = content.putArray("parts");
    candidate.parts.forEach(part -> parts.add(part.json()));
    if (parts.isEmpty()) {
      parts.addObject().put("text", "");
    }
    content.put("role", "model");
    json.put("finishReason", candidate.finish).put("index", index);
    return json.setAll(candidate.notes);
  }
}
