package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Drain;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.json.JsonObject;

/** {@code GET /health/ready}: 503 until the providers are there, and again while draining. */
public final class Health implements Route {
  private final Operations operations;
  private final Drain drain;

  public Health(Operations operations, Drain drain) {
    this.operations = operations;
    this.drain = drain;
  }

  @Override
  public void handle(Exchange exchange) {
    if (drain.isDraining()) {
      exchange.json(503, status("draining"));
    } else if (operations.ready()) {
      exchange.json(200, status("ready"));
    } else {
      exchange.json(503, status("starting"));
    }
  }

  /** {@code GET /health/live}: the process answers. */
  public static void live(Exchange exchange) {
    exchange.json(200, status("live"));
  }

  private static JsonObject status(String word) {
    return new JsonObject().put("status", word);
  }
}
