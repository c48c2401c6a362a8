package dev.maestro.core.session;

import dev.maestro.api.FieldProblem;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a session may be called. */
public final class SessionNames {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{3,50}");
  private static final String SUGGESTION =
      "Use 3 to 50 of the letters A-Z and a-z, digits, _ and -, for example work or team_a-2.";

  private SessionNames() {}

  /** Whether a key may be limited to a session of this name. */
  public static boolean allowed(String name) {
    return ALLOWED.matcher(name).matches();
  }

  /** What is wrong with the name; a provider's id would make model strings ambiguous. */
  public static Optional<FieldProblem> problem(String name, Collection<String> providers) {
    if (name == null || name.isBlank()) {
      return Optional.of(new FieldProblem("name", "is missing.", SUGGESTION));
    }
    if (!allowed(name)) {
      String why =
          name.length() < 3 || name.length() > 50
              ? "has " + name.length() + " characters."
              : "has a character that is not allowed.";
      return Optional.of(new FieldProblem("name", why, SUGGESTION));
    }
    return providers.contains(name)
        ? Optional.of(
            new FieldProblem(
                "name",
                "\"" + name + "\" is the id of a provider.",
                "Choose another name, for example " + name + "-work."))
        : Optional.empty();
  }
}
