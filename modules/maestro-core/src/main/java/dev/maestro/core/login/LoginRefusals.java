package dev.maestro.core.login;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.SessionRow;
import java.util.List;
import java.util.Map;

/** What is said of a login that does not come to its end. */
final class LoginRefusals {
  private LoginRefusals() {}

  /** 400 with the vendor's words. */
  static ProviderException rejected(SessionRow row, ErrorFacts vendor) {
    return refusal(
        400,
        "code_rejected",
        "The vendor does not accept this code: " + vendor.message(),
        new FieldProblem(
            "code", "was refused, or used before.", "Begin a new login: " + again(row) + "."));
  }

  /** The vendor's words with what to do about them, where the code is not at fault. */
  static ProviderException explained(SessionRow row, ProviderException cause) {
    String what =
        switch (cause.kind()) {
          case FORBIDDEN ->
              " See the settings providers."
                  + row.provider()
                  + ".oauth.client-id, .client-secret, .redirect-uri and .scopes.";
          case UNREACHABLE, UNAVAILABLE -> " The code was not used; bring it again.";
          case NEEDS_LOGIN, INVALID_REQUEST, NOT_FOUND -> "";
          default -> " The code may have been used. Begin a new login: " + again(row) + ".";
        };
    return new ProviderException(cause.facts().withMessage(cause.getMessage() + what));
  }

  /** 400: the person said no, or the vendor did. */
  static ProviderException denied(SessionRow row, String words) {
    return refusal(
        400,
        "code_rejected",
        "The vendor did not log in: " + words,
        new FieldProblem("code", "holds a refusal.", "Begin a new login: " + again(row) + "."));
  }

  /** 400. */
  static ProviderException stateMismatch() {
    return refusal(
        400,
        "state_mismatch",
        "code: this does not belong to the login that is under way.",
        new FieldProblem(
            "code",
            "its state is missing, or of another login.",
            "Paste all that the vendor showed, with what follows the #, or the whole address that the"
                + " browser came to."));
  }

  /** 400. */
  static ProviderException empty() {
    return refusal(
        400,
        "code_rejected",
        "code: there is none.",
        new FieldProblem(
            "code",
            "is missing.",
            "Paste what the vendor showed, or the whole address that the browser came to."));
  }

  /** 410. */
  static ProviderException over(SessionRow row) {
    return refusal(
        410,
        "login_expired",
        "No login of the session \""
            + row.provider()
            + "/"
            + row.name()
            + "\" is under way: it expired, or was finished. Begin a new one: "
            + again(row)
            + ".",
        null);
  }

  /** 503: this node has no gateway that a browser could come back to. */
  static ProviderException noDoor() {
    return ProviderException.of(
        ErrorKind.UNAVAILABLE,
        "This node does not listen for browsers; ask one that has the role gateway.");
  }

  private static String again(SessionRow row) {
    return "maestro login " + row.provider() + " --name " + row.name();
  }

  private static ProviderException refusal(
      int status, String code, String message, FieldProblem problem) {
    return new ProviderException(
        new ErrorFacts(
            ErrorKind.INVALID_REQUEST,
            code,
            message,
            status,
            false,
            null,
            problem == null ? List.of() : List.of(problem),
            null,
            Map.of()));
  }
}
