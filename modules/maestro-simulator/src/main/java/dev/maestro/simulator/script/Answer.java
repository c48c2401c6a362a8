package dev.maestro.simulator.script;

import java.util.List;

/**
 * What the simulator says to one request.
 *
 * @param stopSequence the stop text that was met, empty otherwise
 * @param endless true where the text has no end
 * @param meter counts what has been said
 */
public record Answer(
    List<Piece> pieces, Stop stop, String stopSequence, boolean endless, Meter meter) {
  public Answer {
    pieces = List.copyOf(pieces);
  }

  public boolean calls() {
    return pieces.stream().anyMatch(Piece.Call.class::isInstance);
  }

  public boolean reasons() {
    return pieces.stream().anyMatch(Piece.Reasoning.class::isInstance);
  }
}
