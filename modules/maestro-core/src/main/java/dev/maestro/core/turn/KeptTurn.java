package dev.maestro.core.turn;

import dev.maestro.api.chat.Part;
import java.util.List;
import java.util.Optional;

/**
 * An answer that called tools, as its vendor gave it.
 *
 * @param provider that gave it, whose signatures are of use to it alone
 * @param model that gave it, as it was asked for
 * @param parts in order, signatures and opaque blocks included
 */
public record KeptTurn(String provider, String model, List<Part> parts) {
  public KeptTurn {
    parts = List.copyOf(parts);
  }

  /** The id it is found by again; empty where no tool was called. */
  public Optional<String> firstCall() {
    return Turns.firstCall(parts);
  }

  /** Whether there is anything that a client's format might not carry. */
  public boolean isWorthKeeping() {
    return firstCall().isPresent() && parts.stream().anyMatch(Turns::isSignedOrOpaque);
  }
}
