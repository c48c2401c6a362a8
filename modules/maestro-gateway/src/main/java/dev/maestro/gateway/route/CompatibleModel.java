package dev.maestro.gateway.route;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.core.Target;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** One model in a client's own dialect; the id is a model string and may hold slashes. */
public final class CompatibleModel implements Route {
  private final Operations operations;
  private final ModelListWriter writer;
  private final String prefix;

  /**
   * For ids after this prefix of the path.
   *
   * @param prefix with its last slash
   */
  public CompatibleModel(Operations operations, ModelListWriter writer, String prefix) {
    this.operations = operations;
    this.writer = writer;
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
          ModelInfo found =
              catalogue.models().stream()
                  .filter(model -> model.id().equals(target.model()))
                  .findFirst()
                  .orElseThrow(() ->
                      ProviderException.of(
                          ErrorKind.MODEL_NOT_FOUND,
                          "The session '%s/%s' lists no model '%s'."
                              .formatted(provider, name, target.model())));
          exchange.end(
              200, "application/json", writer.one(ModelString.listed(id, found, catalogue)));
        });
  }

  private String id(String path) {
    String rest = path.substring(Math.min(path.length(), prefix.length()));
    return URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
