package dev.maestro.gateway.route;

import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.SessionView;
import dev.maestro.dialect.ListedModel;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of models in a client's own dialect: every model of every session the key may use, as a
 * model string.
 */
public final class CompatibleModels implements Route {
  private static final Logger LOGGER = LoggerFactory.getLogger(CompatibleModels.class);

  private final Operations operations;
  private final ModelListWriter writer;

  public CompatibleModels(Operations operations, ModelListWriter writer) {
    this.operations = operations;
    this.writer = writer;
  }

  private record Listed(SessionView session, ModelCatalogue catalogue) {}

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        operations
            .listSessions(null, null, null)
            .compose(sessions ->
                Future.all(
                    sessions.stream()
                        .filter(
                            session -> exchange.caller().may(session.provider(), session.name()))
                        .map(session -> listed(exchange, session))
                        .toList())),
        lists ->
            exchange.end(
                200, "application/json", writer.list(models(lists.list()), exchange.query())));
  }

  /** A session whose vendor does not answer has no models to show, and spoils no other's. */
  private Future<Listed> listed(Exchange exchange, SessionView session) {
    return operations
        .listModels(session.provider(), session.name(), false)
        .recover(cause -> {
          LOGGER
              .atWarn()
              .setMessage("a session's models are left out of the list")
              .addKeyValue("request_id", exchange.requestId())
              .addKeyValue("session", session.provider() + "/" + session.name())
              .addKeyValue("cause", cause.getMessage())
              .log();
          return Future.succeededFuture(new ModelCatalogue(List.of(), Instant.EPOCH, true));
        })
        .map(catalogue -> new Listed(session, catalogue));
  }

  private static List<ListedModel> models(List<Listed> lists) {
    Map<String, Long> names =
        lists.stream()
            .collect(Collectors.groupingBy(list -> list.session().name(), Collectors.counting()));
    return lists.stream()
        .flatMap(list ->
            ModelString.all(list.session(), list.catalogue(), names.get(list.session().name()) > 1)
                .stream())
        .toList();
  }
}
