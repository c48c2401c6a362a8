package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * {@code POST /api/sessions/{provider}/{name}/refresh}. Where only a person can help, a new login
 * begins, and the 424 says how to go through it.
 */
public final class RefreshSession implements Route {
  private final Operations operations;

  public RefreshSession(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(Exchange exchange) {
    String provider = exchange.segment("provider");
    String name = exchange.segment("name");
    SessionAccess.check(exchange, provider, name);
    exchange.when(
        operations
            .refreshTokens(provider, name)
            .map(session -> new Refreshed(session, null))
            .recover(failure -> begin(provider, name, failure)),
        refreshed -> answer(exchange, refreshed));
  }

  /**
   * What came of it.
   *
   * @param refusal null where the tokens are new
   */
  private record Refreshed(SessionView session, ErrorFacts refusal) {}

  private Future<Refreshed> begin(String provider, String name, Throwable failure) {
    ErrorFacts facts = ProviderException.from(failure).facts();
    if (facts.kind() != ErrorKind.NEEDS_LOGIN) {
      return Future.failedFuture(failure);
    }
    return operations
        .beginLogin(provider, name)
        .map(session -> new Refreshed(session, session.authorization() == null ? null : facts))
        .recover(noLogin -> Future.failedFuture(new ProviderException(without(facts, noLogin))));
  }

  private static ErrorFacts without(ErrorFacts refusal, Throwable noLogin) {
    String why = ProviderException.from(noLogin).getMessage();
    return refusal
        .withCode(ErrorKind.NEEDS_LOGIN.code())
        .withMessage(refusal.message() + " No login could begin: " + why);
  }

  private static void answer(Exchange exchange, Refreshed refreshed) {
    if (refreshed.refusal() == null) {
      exchange.json(200, SessionJson.of(refreshed.session()));
    } else {
      JsonObject login = SessionJson.authorization(refreshed.session().authorization());
      exchange.fail(
          refreshed.refusal().withCode(ErrorKind.NEEDS_LOGIN.code()),
          Map.of("authorization", login));
    }
  }
}
