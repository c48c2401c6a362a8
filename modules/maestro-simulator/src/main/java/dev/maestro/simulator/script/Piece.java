package dev.maestro.simulator.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** A part of an answer, before it takes a vendor's form. */
public sealed interface Piece {

  /** Reasoning before the answer; redacted where its text may not be shown. */
  record Reasoning(List<String> tokens, boolean redacted) implements Piece {
    public Reasoning {
      tokens = List.copyOf(tokens);
    }

    public String text() {
      return String.join("", tokens);
    }
  }

  /** Visible text, made token by token while it is read; it may have no end. */
  record Text(Supplier<Iterator<String>> tokens) implements Piece {}

  /** The model declines. */
  record Refusal(List<String> tokens) implements Piece {
    public Refusal {
      tokens = List.copyOf(tokens);
    }

    public String text() {
      return String.join("", tokens);
    }
  }

  /** A call of one of the client's tools. */
  record Call(String name, ObjectNode arguments) implements Piece {}
}
