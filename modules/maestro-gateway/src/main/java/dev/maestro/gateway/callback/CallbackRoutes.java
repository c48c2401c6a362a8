package dev.maestro.gateway.callback;

import dev.maestro.api.Secret;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.LoginOutcome;
import dev.maestro.gateway.http.Pipeline;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the listener answers: a browser that brings a code is sent on to a page whose address holds
 * none. Neither the query nor anything of it is logged. Used on one context.
 */
final class CallbackRoutes {
  private static final Logger LOGGER = LoggerFactory.getLogger(CallbackRoutes.class);
  private static final String RESULT = "/auth/result/";
  private static final int MOST_AT_ONCE = 16;

  /** Pages that say nothing of any login. */
  private static final Map<String, CallbackPage> FIXED =
      Map.of(
          "nothing", CallbackPage.NOTHING,
          "invalid", CallbackPage.INVALID,
          "fault", CallbackPage.FAULT,
          "host", CallbackPage.WRONG_HOST);

  private final Set<String> names;
  private final Function<BrowserReturn, Future<LoginOutcome>> finish;
  private final InstantSource clock;
  private final LoginResults results = new LoginResults();
  private int running;

  CallbackRoutes(
      Set<String> names,
      Function<BrowserReturn, Future<LoginOutcome>> finish,
      InstantSource clock) {
    this.names = names;
    this.finish = finish;
    this.clock = clock;
  }

  /** Whether a login is being finished. */
  boolean isBusy() {
    return running > 0;
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(this::check);
    router.route(RESULT + ":id").handler(this::result);
    router.route().handler(this::come);
    // Its own handlers would log what failed with the request's address.
    router
        .route()
        .failureHandler(routing -> {
          LOGGER.atError().setMessage("a login's return failed").setCause(routing.failure()).log();
          answer(routing, CallbackPage.FAULT);
        });
    for (int status : new int[] {400, 404, 405}) {
      router.errorHandler(status, routing -> answer(routing, CallbackPage.NOTHING));
    }
    return router;
  }

  private void check(RoutingContext routing) {
    HostAndPort authority = routing.request().authority();
    if (authority == null || !names.contains(CallbackAddress.plain(authority.host()))) {
      answer(routing, CallbackPage.WRONG_HOST);
    } else if (!routing.request().method().equals(HttpMethod.GET)) {
      // Whoever looks ahead with HEAD must not use the code up.
      routing.response().putHeader("allow", "GET");
      CallbackPage.WRONG_METHOD.write(routing.response());
    } else if (!Pipeline.hasReadableQuery(routing)) {
      answer(routing, CallbackPage.INVALID);
    } else {
      routing.next();
    }
  }

  private void result(RoutingContext routing) {
    String id = routing.pathParam("id");
    CallbackPage page =
        results
            .find(id, clock.instant())
            .map(CallbackPage::of)
            .orElse(FIXED.getOrDefault(id, CallbackPage.NOTHING));
    answer(routing, page);
  }

  /** Where the address has a query, which may hold a code, the page gets an address without one. */
  private static void answer(RoutingContext routing, CallbackPage page) {
    String query = routing.request().query();
    if (query == null || query.isEmpty()) {
      page.write(routing.response());
    } else {
      String id =
          FIXED.entrySet().stream()
              .filter(fixed -> fixed.getValue().equals(page))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("nothing");
      send(routing, id);
    }
  }

  private static void send(RoutingContext routing, String id) {
    CallbackPage.protect(routing.response())
        .setStatusCode(303)
        .putHeader("location", RESULT + id)
        .end();
  }

  private void come(RoutingContext routing) {
    MultiMap query = routing.queryParams();
    String state = only(query, "state");
    String code = only(query, "code");
    String error = only(query, "error");
    if (state == null || (code == null && error == null)) {
      answer(routing, CallbackPage.NOTHING);
    } else if (running >= MOST_AT_ONCE) {
      CallbackPage.BUSY.write(routing.response());
    } else {
      finish(
          routing,
          new BrowserReturn(
              routing.request().path(),
              state,
              code == null ? null : Secret.of(code),
              error,
              only(query, "error_description")));
    }
  }

  private void finish(RoutingContext routing, BrowserReturn back) {
    running++;
    var context = routing.vertx().getOrCreateContext();
    Future.<LoginOutcome>future(ended -> finish.apply(back).onComplete(ended))
        .onComplete(ended ->
            context.runOnContext(now -> {
              running--;
              if (ended.succeeded()) {
                show(routing, ended.result());
              } else {
                routing.fail(ended.cause());
              }
            }));
  }

  private void show(RoutingContext routing, LoginOutcome outcome) {
    LOGGER
        .atInfo()
        .setMessage("a browser came back from a login")
        .addKeyValue("session", outcome.session())
        .addKeyValue("done", outcome.done())
        .log();
    send(routing, results.add(outcome, clock.instant()));
  }

  /** Null where there is none, or more than one: nobody could tell which is meant. */
  private static String only(MultiMap query, String name) {
    List<String> values = query.getAll(name);
    return values.size() == 1 && !values.getFirst().isBlank() ? values.getFirst() : null;
  }
}
