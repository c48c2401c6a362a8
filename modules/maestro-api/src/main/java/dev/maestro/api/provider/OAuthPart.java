package dev.maestro.api.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.TokenEndpoint;
import dev.maestro.api.oauth.TokenRefusal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A provider's part for sessions that log in by OAuth: from secrets and inputs to a result. When a
 * token is refreshed, how often it is tried and where the result is kept is not its business.
 *
 * <p>What the exchange and the refresh fail with decides what happens next: {@link
 * ErrorKind#NEEDS_LOGIN} means that only a person can help (with code {@link TokenRefusal#REVOKED}
 * where the vendor says that the login was revoked); a {@linkplain ErrorKind#retryable() retryable}
 * kind is tried again, after {@link ErrorFacts#retryAfter()} where the vendor says so; any other
 * kind means that a setting is wrong. {@link TokenEndpoint} fails in this way.
 */
public interface OAuthPart {
  /** How its logins end, as its settings are. */
  LoginFlow flow();

  /**
   * The page where a login begins. Not called where the flow is {@link LoginFlow#NONE}. Fails with
   * {@link ErrorKind#INVALID_REQUEST} naming a setting that is missing.
   */
  Future<Authorization> authorize(Login login);

  /**
   * Makes tokens of a code, or without one where the flow is {@link LoginFlow#NONE}. A code that
   * the vendor refuses fails with {@link ErrorKind#NEEDS_LOGIN}.
   */
  Future<Grant> exchange(Login login);

  /**
   * Takes over what another program was given.
   *
   * @param credential as that program keeps it, JSON; {@link ErrorKind#INVALID_REQUEST} where it is
   *     nothing that can be used
   */
  default Future<Grant> adopt(SessionFacts session, Secret credential) {
    return Future.failedFuture(
        ProviderException.of(
            ErrorKind.UNSUPPORTED, "This provider takes over no other program's login."));
  }

  /** The next tokens. What the vendor leaves out of its answer stays as it was. */
  Future<Grant> refresh(OpenSession session);

  /**
   * What is still to be made of new tokens, such as an API key; empty where they are all there is.
   * Run once they are stored, so that no fault in it loses a token that rotated.
   *
   * @param renewed what {@link #refresh} gave; what this gives takes its place
   */
  default Optional<Supplier<Future<Grant>>> completion(OpenSession before, Grant renewed) {
    return Optional.empty();
  }

  /**
   * Ends the login at the vendor, where it has a way. Called for a session that is deleted, and
   * with tokens that came for one that was deleted meanwhile.
   */
  default Future<Void> revoke(OpenSession session) {
    return Future.succeededFuture();
  }

  /** Whether a refused request may pass with the next token. */
  default boolean renews(ErrorFacts refusal) {
    return refusal.kind() == ErrorKind.UNAUTHORIZED;
  }
}
