package dev.maestro.testkit.grammar;

import java.util.List;

/**
 * What is to be said of a streamed answer.
 *
 * @param violations one sentence for each broken rule; empty where all hold
 */
public record Verdict(Ending ending, List<String> violations) {
  /** How a stream tells its client that it is over. */
  public enum Ending {
    /** Well. */
    FINISHED,
    /** With an error in the dialect's words. */
    FAILED,
    /** Not at all, which is a violation. */
    NONE
  }

  public Verdict {
    violations = List.copyOf(violations);
  }
}
