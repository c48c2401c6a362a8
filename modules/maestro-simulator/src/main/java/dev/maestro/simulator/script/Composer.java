package dev.maestro.simulator.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Decides what to say: a function from the turn, the script and the nonce to the answer. */
public final class Composer {
  private static final String REFUSAL = "I'm sorry, but I can't assist with that request.";
  private static final String REASONING =
      "The user asks a question. I will look at what is given, decide what matters — and answer"
          + " briefly.";

  private final String standardAnswer = StandardPrompt.answer();

  public Answer compose(Turn turn, Script script, String nonce) {
    Meter meter = new Meter(turn.inputTokens());
    List<Piece> pieces = new ArrayList<>();
    if (turn.reasoning() || script.has("thinking") || script.has("redacted")) {
      pieces.add(new Piece.Reasoning(Tokens.of(REASONING), script.has("redacted")));
    }
    if (script.has("refusal")) {
      pieces.add(new Piece.Refusal(Tokens.of(REFUSAL)));
      return new Answer(pieces, Stop.REFUSAL, "", false, meter);
    }
    if (callsTools(turn, script)) {
      pieces.add(text(Tokens.of("I'll look that up.")));
      pieces.addAll(calls(turn, script));
      return new Answer(pieces, Stop.TOOL_CALLS, "", false, meter);
    }
    if (script.has("endless")) {
      pieces.add(new Piece.Text(Tokens::endless));
      return new Answer(pieces, Stop.END, "", true, meter);
    }
    if (script.size("bytes") > 0) {
      long size = script.size("bytes");
      pieces.add(new Piece.Text(() -> Tokens.bulk(size, ending(nonce))));
      return new Answer(pieces, stop(script), "", false, meter);
    }
    return finite(turn, script, pieces, words(turn, script, nonce), meter);
  }

  private static boolean callsTools(Turn turn, Script script) {
    if (turn.tools().isEmpty()) {
      return false;
    }
    boolean asked = script.has("tools") || turn.toolRequired();
    return asked && turn.toolRounds() < script.number("rounds", 1);
  }

  private static List<Piece> calls(Turn turn, Script script) {
    int wanted = turn.parallel() ? Math.max(1, script.number("tools", 1)) : 1;
    String first = script.value("call").orElse(turn.tools().getFirst().name());
    int start = 0;
    for (int i = 0; i < turn.tools().size(); i++) {
      start = turn.tools().get(i).name().equals(first) ? i : start;
    }
    List<Piece> calls = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Tool tool = turn.tools().get((start + i) % turn.tools().size());
      calls.add(
          new Piece.Call(
              tool.name(),
              script.has("no-arguments")
                  ? JsonNodeFactory.instance.objectNode()
                  : SampleJson.object(tool.schema())));
    }
    return calls;
  }

  private List<String> words(Turn turn, Script script, String nonce) {
    String message = Script.without(turn.userText());
    if (script.number("tokens", 0) > 0) {
      List<String> words = Tokens.words(script.number("tokens", 0));
      words.add(ending(nonce));
      return words;
    }
    if (!turn.schema().isMissingNode()) {
      return Tokens.of(SampleJson.object(turn.schema()).toString());
    }
    if (script.has("echo")) {
      return Tokens.of(message + ending(nonce));
    }
    if (turn.toolRounds() > 0) {
      return Tokens.of(
          "The tools answered: " + String.join("; ", turn.toolResults()) + "." + ending(nonce));
    }
    if (message.equals(StandardPrompt.TEXT)) {
      return Tokens.of(standardAnswer + ending(nonce));
    }
    return Tokens.of("Hello! This is a short, complete answer — naïve but true ✓." + ending(nonce));
  }

  private static Answer finite(
      Turn turn, Script script, List<Piece> pieces, List<String> words, Meter meter) {
    String whole = String.join("", words);
    for (String stop : turn.stops()) {
      int at = stop.isEmpty() ? -1 : whole.indexOf(stop);
      if (at >= 0) {
        pieces.add(text(Tokens.of(whole.substring(0, at))));
        return new Answer(pieces, Stop.STOP_SEQUENCE, stop, false, meter);
      }
    }
    boolean tooLong = words.size() > turn.maxTokens();
    pieces.add(text(tooLong ? words.subList(0, turn.maxTokens()) : words));
    return new Answer(pieces, tooLong ? Stop.LENGTH : stop(script), "", false, meter);
  }

  private static Stop stop(Script script) {
    if (script.has("length")) {
      return Stop.LENGTH;
    }
    if (script.has("filter")) {
      return Stop.FILTER;
    }
    return script.has("pause") ? Stop.PAUSE : Stop.END;
  }

  private static Piece.Text text(List<String> tokens) {
    List<String> copy = List.copyOf(tokens);
    return new Piece.Text(copy::iterator);
  }

  private static String ending(String nonce) {
    return "\n\nReference: " + nonce;
  }

  /** All of an iterator that ends. */
  public static String whole(Iterator<String> tokens) {
    StringBuilder text = new StringBuilder();
    tokens.forEachRemaining(text::append);
    return text.toString();
  }
}
