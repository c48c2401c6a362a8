package dev.maestro.core.session;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.SessionRow;
import java.util.List;

/** What is said to a client about sessions that are not as it thinks. */
public final class SessionRefusals {
  private SessionRefusals() {}

  /** 400, with every problem. */
  public static ProviderException invalid(List<FieldProblem> problems) {
    FieldProblem first = problems.getFirst();
    return new ProviderException(
        ErrorFacts.of(ErrorKind.INVALID_REQUEST, first.field() + ": " + first.problem())
            .withCode("invalid")
            .withProblems(problems));
  }

  /** 404. */
  public static ProviderException unknown(String session) {
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.NOT_FOUND,
                "There is no session \"" + session + "\". GET /api/sessions lists those there are.")
            .withCode("session_not_found"));
  }

  /** 409. */
  public static ProviderException exists(String provider, String name) {
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.CONFLICT,
                "There is already a session \"" + name + "\" of the provider " + provider + ".")
            .withCode("session_exists")
            .withProblems(
                List.of(
                    new FieldProblem(
                        "name", "is taken.", "Choose another name, or delete that session."))));
  }

  /** 409: there is nothing to change yet. */
  static ProviderException unfinished(SessionRow row) {
    String session = row.provider() + "/" + row.name();
    String suggestion =
        row.authType() == AuthType.OAUTH
            ? "Finish its login, and change it then; where that is over: maestro login "
                + row.provider()
                + " --name "
                + row.name()
                + "."
            : "Change it once it is active. Where it is not after two minutes, its creation was cut"
                + " off: create it again under the same name, or delete it.";
    return new ProviderException(
        ErrorFacts.of(ErrorKind.CONFLICT, "The session \"" + session + "\" is still being made.")
            .withCode("session_pending")
            .withProblems(List.of(new FieldProblem("status", "is still pending.", suggestion))));
  }

  /** 409: somebody else was faster. */
  public static ProviderException overtaken(String provider, String name) {
    String session = provider + "/" + name;
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.CONFLICT,
                "The session \"" + session + "\" was deleted, or given another key, meanwhile.")
            .withProblems(
                List.of(
                    new FieldProblem(
                        "name",
                        "means a session that somebody else has just changed.",
                        "Look at GET /api/sessions/" + session + ", and try again."))));
  }

  /** 400 with the vendor's words. */
  public static ProviderException keyRejected(ErrorFacts vendor) {
    return new ProviderException(
        new ErrorFacts(
            ErrorKind.INVALID_REQUEST,
            "api_key_rejected",
            "The provider does not accept this API key: " + vendor.message(),
            ErrorKind.INVALID_REQUEST.status(),
            true,
            null,
            List.of(
                new FieldProblem(
                    "api_key",
                    "was refused by the provider.",
                    "Check that it is whole, not revoked, and of this provider.")),
            null,
            vendor.vendorHeaders()));
  }

  /** Whether only a new login makes the session usable again. */
  public static boolean isEnded(SessionRow row) {
    return switch (row.status()) {
      case ACTIVE, REFRESHING -> false;
      case PENDING, NEEDS_LOGIN, REVOKED, EXPIRED -> true;
    };
  }

  /** Throws where only a new login makes the session usable again. */
  public static void requireLogin(SessionRow row) {
    switch (row.status()) {
      case ACTIVE, REFRESHING -> {}
      case PENDING -> throw needsLogin(row, "its login is not finished");
      case NEEDS_LOGIN -> throw needsLogin(row, "its login has ended");
      case REVOKED -> throw needsLogin(row, "its login was revoked");
      case EXPIRED -> throw needsLogin(row, "its login has expired");
    }
  }

  /** 424: a person has to log in. */
  public static ProviderException needsLogin(SessionRow row, String why) {
    return ProviderException.of(
        ErrorKind.NEEDS_LOGIN,
        "The session \""
            + row.provider()
            + "/"
            + row.name()
            + "\" needs a new login: "
            + why
            + ". Run: maestro login "
            + row.provider()
            + " --name "
            + row.name());
  }

  /** 409: only logins are refreshed. */
  public static ProviderException nothingToRefresh(String name) {
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.CONFLICT,
                "The session \"" + name + "\" has an API key, which needs no refresh.")
            .withCode("not_oauth"));
  }
}
