package dev.maestro.core.session;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.core.NewSession;
import dev.maestro.core.SessionChange;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a wanted session before anything is done for it. */
public final class SessionRequest {
  private static final int LONGEST_KEY = 4_096;
  private static final int LONGEST_ID = 200;
  // They travel in header fields: nothing that could end one.
  private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7e]+");

  private SessionRequest() {}

  /** Throws 400 for what is ill-formed, 404 for the provider, 422 for what it cannot do. */
  public static void check(NewSession wanted, ProviderCalls providers, Collection<String> ids) {
    List<FieldProblem> problems = new ArrayList<>();
    if (given(wanted.provider()).isEmpty()) {
      problems.add(
          new FieldProblem(
              "provider", "is missing.", "Write one of: " + String.join(", ", ids) + "."));
    }
    Optional<AuthType> authType = given(wanted.authType()).flatMap(AuthType::of);
    if (authType.isEmpty()) {
      problems.add(
          new FieldProblem(
              "auth_type",
              given(wanted.authType()).isEmpty() ? "is missing." : "is unknown.",
              "Write api_key or oauth."));
    }
    SessionNames.problem(wanted.name(), ids).ifPresent(problems::add);
    if (authType.filter(AuthType.API_KEY::equals).isPresent()) {
      keyProblem(wanted.apiKey()).ifPresent(problems::add);
    }
    authType.flatMap(type -> strayProblem(type, wanted)).ifPresent(problems::add);
    idProblem("organization", wanted.organization()).ifPresent(problems::add);
    idProblem("project", wanted.project()).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw SessionRefusals.invalid(problems);
    }
    supported(providers.description(wanted.provider()), authType.orElseThrow());
  }

  /** Throws 400 for what is ill-formed, or not of this session; 409 while it is being made. */
  public static void check(SessionChange change, SessionRow session) {
    if (change.apiKey() != null) {
      (session.authType() == AuthType.OAUTH
              ? Optional.of(
                  new FieldProblem(
                      "api_key",
                      "does not go with a session by OAuth.",
                      "Leave it out; a new login is: maestro login "
                          + session.provider()
                          + " --name "
                          + session.name()
                          + "."))
              : keyProblem(change.apiKey()))
          .ifPresent(problem -> {
            throw SessionRefusals.invalid(List.of(problem));
          });
    }
    if (session.status() == SessionStatus.PENDING) {
      throw SessionRefusals.unfinished(session);
    }
  }

  static Optional<String> given(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** A key without what surrounds it. */
  public static Secret key(Secret given) {
    return Secret.of(given.reveal().strip());
  }

  private static void supported(ProviderDescription provider, AuthType type) {
    if (!provider.authTypes().contains(type)) {
      List<String> words = provider.authTypes().stream().map(AuthType::wire).toList();
      throw ProviderException.of(
          ErrorKind.UNSUPPORTED,
          "auth_type: the provider "
              + provider.id()
              + " does not log in by "
              + type.wire()
              + ", but by "
              + String.join(" or ", words)
              + ".");
    }
  }

  /**
   * What the other way to log in takes: whoever sends it means something else than will be done.
   */
  private static Optional<FieldProblem> strayProblem(AuthType type, NewSession wanted) {
    if (type == AuthType.OAUTH && wanted.apiKey() != null) {
      return Optional.of(
          new FieldProblem(
              "api_key",
              "does not go with auth_type oauth.",
              "Leave it out, or write api_key there."));
    }
    return type == AuthType.API_KEY && wanted.credential() != null
        ? Optional.of(
            new FieldProblem(
                "credential",
                "does not go with auth_type api_key.",
                "Leave it out, or write oauth there."))
        : Optional.empty();
  }

  private static Optional<FieldProblem> keyProblem(Secret key) {
    String text = key == null ? "" : key.reveal().strip();
    if (text.isEmpty()) {
      return Optional.of(
          new FieldProblem("api_key", "is missing.", "Write the key that the provider gave you."));
    }
    return text.length() > LONGEST_KEY || !HEADER_TEXT.matcher(text).matches()
        ? Optional.of(
            new FieldProblem(
                "api_key",
                "is no key: it is too long, or has blanks or letters that no key has.",
                "Copy the key alone, in one line."))
        : Optional.empty();
  }

  private static Optional<FieldProblem> idProblem(String field, String text) {
    return given(text)
        .filter(id -> id.length() > LONGEST_ID || !HEADER_TEXT.matcher(id).matches())
        .map(id ->
            new FieldProblem(
                field,
                "is too long, or has blanks or letters that no id has.",
                "Copy the id alone from the provider's console, or leave it out."));
  }
}
