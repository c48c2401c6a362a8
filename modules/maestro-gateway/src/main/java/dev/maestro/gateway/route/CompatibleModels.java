package dev.maestro.gateway.route;

import dev.maestro.api.ModelInfo;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.SessionView;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/models}: every model of every session the key may use, as a model string. */
public final class CompatibleModels implements Route {
  private static final Logger LOGGER = LoggerFactory.getLogger(CompatibleModels.class);

  private final Operations operations;

  public CompatibleModels(Operations operations) {
    this.operations = operations;
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
        lists -> exchange.json(200, json(lists.list())));
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

  private static JsonObject json(List<Listed> lists) {
    Map<String, Long> names =
        lists.stream()
            .collect(Collectors.groupingBy(list -> list.session().name(), Collectors.counting()));
    JsonArray data = new JsonArray();
    for (Listed list : lists) {
      boolean isShared = names.get(list.session().name()) > 1;
      String prefix = (isShared ? list.session().provider() + "/" : "") + list.session().name();
      for (ModelInfo model : list.catalogue().models()) {
        data.add(json(prefix + "/" + model.id(), list.session(), list.catalogue()));
      }
    }
    return new JsonObject().put("object", "list").put("data", data);
  }

  static JsonObject json(String id, SessionView session, ModelCatalogue catalogue) {
    return new JsonObject()
        .put("id", id)
        .put("object", "model")
        .put("created", catalogue.fetchedAt().getEpochSecond())
        .put("owned_by", session.provider());
  }
}
