package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Concatenation;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Piece;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** An answer as content parts, each list one chunk of a stream. */
final class GenerateParts {
  /** Tokens in a chunk: the vendor's are larger than others'. */
  private static final int GROUP = 3;

  private final Answer answer;
  private final Script script;
  private final boolean signs;
  private final boolean thoughts;
  private final Signatures signatures;
  private boolean signed;

  GenerateParts(
      Answer answer, Script script, boolean signs, boolean thoughts, Signatures signatures) {
    this.answer = answer;
    this.script = script;
    this.signs = signs;
    this.thoughts = thoughts;
    this.signatures = signatures;
  }

  Iterator<List<ObjectNode>> chunks() {
    List<Supplier<Iterator<List<ObjectNode>>>> parts = new ArrayList<>();
    for (Piece piece : answer.pieces()) {
      parts.add(() -> chunks(piece));
    }
    if (script.has("unknown")) {
      parts.add(Concatenation.items(() -> List.of(List.of(unknown()))));
    }
    return new Concatenation<>(parts);
  }

  /** The last chunk: an empty text, signed after a text by models that sign. */
  List<ObjectNode> closing() {
    ObjectNode part = text("");
    if (signs && !answer.calls()) {
      part.put("thoughtSignature", signatures.issue(ContentsCheck.PREFIX, ContentsCheck.TEXT, ""));
    }
    return List.of(part);
  }

  private Iterator<List<ObjectNode>> chunks(Piece piece) {
    return switch (piece) {
      case Piece.Reasoning reasoning -> {
        answer.meter().reasoning(reasoning.tokens());
        yield thoughts
            ? List.of(List.of(text(reasoning.text()).put("thought", true))).iterator()
            : List.<List<ObjectNode>>of().iterator();
      }
      case Piece.Text text -> grouped(answer.meter().text(text.tokens().get()));
      case Piece.Refusal refusal -> {
        answer.meter().refusal(refusal.tokens());
        yield grouped(refusal.tokens().iterator());
      }
      case Piece.Call call -> calls(call).iterator();
    };
  }

  private static Iterator<List<ObjectNode>> grouped(Iterator<String> tokens) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tokens.hasNext();
      }

      @Override
      public List<ObjectNode> next() {
        StringBuilder group = new StringBuilder(tokens.next());
        for (int i = 1; i < GROUP && tokens.hasNext(); i++) {
          group.append(tokens.next());
        }
        return List.of(text(group.toString()));
      }
    };
  }

  private List<List<ObjectNode>> calls(Piece.Call call) {
    answer.meter().call(call.arguments().toString());
    List<ObjectNode> parts = new ArrayList<>();
    if (script.has("partial-arguments")) {
      parts.addAll(PartialArguments.parts(call));
    } else {
      ObjectNode part = Json.object();
      ObjectNode function = part.putObject("functionCall").put("name", call.name());
      if (!call.arguments().isEmpty()) {
        function.set("args", call.arguments());
      }
      parts.add(part);
    }
    if (signs && !signed) {
      ObjectNode whole = Json.object().put("name", call.name());
      whole.set("args", call.arguments());
      parts
          .getFirst()
          .put(
              "thoughtSignature",
              signatures.issue(
                  ContentsCheck.PREFIX, ContentsCheck.CALL, ContentsCheck.content(whole)));
    }
    signed = true;
    return parts.stream().map(List::of).toList();
  }

  private static ObjectNode text(String text) {
    return Json.object().put("text", text);
  }

  private static ObjectNode unknown() {
    ObjectNode part = Json.object();
    part.putObject("hologram").put("shape", "sphere");
    return part;
  }
}
