package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.gateway.http.Exchange;

/** Which sessions a key may use. */
final class SessionAccess {
  private SessionAccess() {}

  /** Refuses a key that is limited to other sessions. */
  static void check(Exchange exchange, String provider, String name) {
    if (!exchange.caller().may(provider, name)) {
      throw new ProviderException(
          ErrorFacts.of(
                  ErrorKind.FORBIDDEN,
                  "This key may not use the session '%s/%s'.".formatted(provider, name))
              .withCode("session_forbidden"));
    }
  }
}
