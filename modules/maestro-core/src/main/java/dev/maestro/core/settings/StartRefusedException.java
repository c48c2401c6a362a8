package dev.maestro.core.settings;

import dev.maestro.api.FieldProblem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program does not start. The message says what is wrong and what to do, and is all the user
 * needs to see.
 */
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefusedException(String problem, String remedy) {
    super(problem + "\n" + remedy);
  }

  public StartRefusedException(String problem, String remedy, Throwable cause) {
    super(problem + "\n" + remedy, cause);
  }

  /** Names every problem of the settings at once. */
  public StartRefusedException(List<FieldProblem> problems) {
    super(
        problems.stream()
            .map(found ->
                "  %s %s; %s".formatted(found.field(), found.problem(), found.suggestion()))
            .collect(Collectors.joining("\n", "The settings are not right:\n", "")));
  }
}
