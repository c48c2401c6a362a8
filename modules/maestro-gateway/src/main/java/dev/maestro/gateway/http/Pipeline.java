package dev.maestro.gateway.http;

import dev.maestro.core.settings.HttpSettings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The way of every request: id, host, route, key, body, and then the route itself. */
public final class Pipeline {
  private static final String EXCHANGE = "exchange";

  private final HostCheck hosts;
  private final BodyReader bodies;
  private final Authenticator authenticator;
  private final Drain drain;

  /** For these settings. */
  public Pipeline(HttpSettings settings, Authenticator authenticator, Drain drain) {
    this.hosts = new HostCheck(settings);
    this.bodies = new BodyReader(settings.maxBody());
    this.authenticator = authenticator;
    this.drain = drain;
  }

  /** Whether the query of its address can be decoded; nothing else may try it before. */
  public static boolean hasReadableQuery(RoutingContext routing) {
    try {
      routing.queryParams();
      return true;
    } catch (HttpException malformed) {
      return false; // its message quotes the address
    }
  }

  /** Puts the table behind the checks. */
  public void install(Router router, List<Endpoint> table) {
    router.route().handler(routing -> enter(table, routing));
    Map<String, List<Endpoint>> paths =
        table.stream()
            .collect(
                Collectors.groupingBy(Endpoint::path, LinkedHashMap::new, Collectors.toList()));
    table.forEach(endpoint ->
        at(router, endpoint.path())
            .method(endpoint.method())
            .handler(routing -> offer(endpoint, routing)));
    // After all of them: a path may be one line's with its method, and another's without.
    paths.forEach(
        (path, endpoints) -> at(router, path).handler(routing -> refuseMethod(endpoints, routing)));
    router.route().handler(Pipeline::refusePath);
    router.route().failureHandler(routing -> exchange(routing).fail(routing.failure()));
  }

  private static io.vertx.ext.web.Route at(Router router, String path) {
    int star = path.indexOf('*');
    return star < 0 || star == path.length() - 1
        ? router.route(path)
        : router.routeWithRegex(
            Pattern.quote(path.substring(0, star))
                + ".+"
                + Pattern.quote(path.substring(star + 1)));
  }

  private void offer(Endpoint endpoint, RoutingContext routing) {
    if (endpoint.claims().test(routing.request().headers())) {
      run(endpoint, routing);
    } else {
      routing.next();
    }
  }

  private void enter(List<Endpoint> table, RoutingContext routing) {
    routing.request().pause();
    Exchange exchange = new Exchange(routing);
    routing.put(EXCHANGE, exchange);
    drain.entered();
    exchange.onOver(whole -> {
      AccessLog.write(exchange, whole);
      drain.left();
    });
    exchange.attempt(() -> {
      hosts.check(routing.request());
      if (hasReadableQuery(routing)) {
        routing.next();
      } else {
        likely(table, routing).ifPresent(endpoint -> exchange.errors(endpoint.errors()));
        exchange.fail(Refusals.query());
      }
    });
  }

  /** Whose form an error takes before the router has looked for the route. */
  private static Optional<Endpoint> likely(List<Endpoint> table, RoutingContext routing) {
    String path = routing.request().path();
    return table.stream()
        .filter(line -> path != null && path.startsWith(line.path().split("[:*]", 2)[0]))
        .filter(line -> line.claims().test(routing.request().headers()))
        .findFirst();
  }

  private void run(Endpoint endpoint, RoutingContext routing) {
    Exchange exchange = exchange(routing);
    exchange.errors(endpoint.errors());
    exchange.errors(endpoint.errors().at(exchange));
    if (endpoint.access() == Access.PUBLIC) {
      exchange.request().resume();
      exchange.attempt(() -> endpoint.route().handle(exchange));
    } else if (drain.isDraining()) {
      exchange.fail(Refusals.draining());
    } else {
      exchange.identifiedBy(() ->
          authenticator.check(
              routing.request().headers(), routing.queryParams(), endpoint.access()));
      exchange.when(
          exchange.callerNow(),
          caller -> {
            exchange.identified(caller);
            read(endpoint, exchange);
          });
    }
  }

  private void read(Endpoint endpoint, Exchange exchange) {
    if (endpoint.json()) {
      exchange.when(
          bodies.read(exchange.request()),
          body -> {
            exchange.read(body);
            endpoint.route().handle(exchange);
          });
    } else {
      exchange.request().resume();
      endpoint.route().handle(exchange);
    }
  }

  private static void refuseMethod(List<Endpoint> endpoints, RoutingContext routing) {
    String allowed =
        endpoints.stream()
            .map(Endpoint::method)
            .map(HttpMethod::name)
            .distinct()
            .collect(Collectors.joining(", "));
    Exchange exchange = exchange(routing);
    exchange.errors(endpoints.getFirst().errors());
    exchange.response().putHeader(HttpHeaders.ALLOW, allowed);
    exchange.fail(Refusals.method(routing.request().method().name(), allowed));
  }

  private static void refusePath(RoutingContext routing) {
    exchange(routing)
        .fail(Refusals.unknownRoute(routing.request().method().name(), routing.request().path()));
  }

  private static Exchange exchange(RoutingContext routing) {
    return routing.get(EXCHANGE);
  }
}
