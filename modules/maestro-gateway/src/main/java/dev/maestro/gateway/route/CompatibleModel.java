package dev.maestro.gateway.route;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.Target;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** {@code GET /v1/models/{id}}; the id is a model string and may hold slashes. */
public final class CompatibleModel implements Route {
  private final Operations operations;
  private final String prefix;

  /**
   * For ids after this prefix of the path.
   *
   * @param prefix with its last slash
   */
  public CompatibleModel(Operations operations, String prefix) {
    this.operations = operations;
    this.prefix = prefix;
  }

  @Override
  public void handle(Exchange exchange) {
    String id = id(exchange.request().path());
    String session = exchange.request().getHeader("maestro-session");
    exchange.when(
        operations.resolve(id, session, exchange.caller()), target -> show(exchange, id, target));
  }

  private void show(Exchange exchange, String id, Target target) {
    String provider = target.session().provider();
    String name = target.session().name();
    SessionAccess.check(exchange, provider, name);
    exchange.when(
        operations.listModels(provider, name, false),
        catalogue -> {
          if (catalogue.models().stream().noneMatch(model -> model.id().equals(target.model()))) {
            throw ProviderException.of(
                ErrorKind.MODEL_NOT_FOUND,
                "The session '%s/%s' lists no model '%s'."
                    .formatted(provider, name, target.model()));
          }
          exchange.json(200, CompatibleModels.json(id, target.session(), catalogue));
        });
  }

  private String id(String path) {
    String rest = path.substring(Math.min(path.length(), prefix.length()));
    return URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
