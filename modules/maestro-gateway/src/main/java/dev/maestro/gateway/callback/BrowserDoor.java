package dev.maestro.gateway.callback;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.CallbackDoor;
import dev.maestro.core.LoginOutcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Listens while a login waits for its browser, and a moment longer, so that the browser finds the
 * page that says how it ended. May be called from anywhere; works on its maker's context.
 */
public final class BrowserDoor implements CallbackDoor {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long LONGEST_TIMER = Duration.ofDays(1).toMillis();
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Context context;
  private final CallbackAddress address;
  private final Duration grace;
  private final InstantSource clock;
  private final CallbackRoutes routes;
  private final Router router;
  private Future<CallbackServers> servers;
  private Future<Void> closing = Future.succeededFuture();
  private Instant until = Instant.MIN;
  private long timer = NONE;
  private boolean over;

  /** Closed yet; to be made on an event loop. Hands what browsers bring to {@code finish}. */
  public BrowserDoor(
      Vertx vertx, CallbackAddress address, Function<BrowserReturn, Future<LoginOutcome>> finish) {
    this(vertx, address, finish, GRACE, InstantSource.system());
  }

  BrowserDoor(
      Vertx vertx,
      CallbackAddress address,
      Function<BrowserReturn, Future<LoginOutcome>> finish,
      Duration grace,
      InstantSource clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.grace = grace;
    this.clock = clock;
    this.routes = new CallbackRoutes(address.names(), finish, clock);
    this.router = routes.router(vertx);
  }

  @Override
  public Future<String> open(Instant until) {
    Promise<String> opened = Promise.promise();
    context.runOnContext(now -> opening(until).onComplete(opened));
    return opened.future();
  }

  @Override
  public void close() {
    context.runOnContext(now -> {
      until = Instant.MIN;
      if (servers != null) {
        closeAfter(grace);
      }
    });
  }

  /** Closes it for good. */
  public Future<Void> shut() {
    Promise<Void> shut = Promise.promise();
    context.runOnContext(now -> {
      over = true;
      closeNow().onComplete(shut);
    });
    return shut.future();
  }

  private Future<String> opening(Instant end) {
    if (over) {
      return Future.failedFuture(
          ProviderException.of(ErrorKind.UNAVAILABLE, "This gateway is stopping."));
    }
    Instant wanted = end == null ? Instant.MAX : end;
    until = wanted.isAfter(until) ? wanted : until;
    if (servers == null || servers.failed()) {
      servers = closing.compose(closed -> CallbackServers.listen(vertx, address, router));
    }
    closeAfterwards();
    return servers.map(open -> address.at(open.port()));
  }

  private void closeAfterwards() {
    cancelTimer();
    if (until.equals(Instant.MAX)) {
      return;
    }
    long wait = Duration.between(clock.instant(), until).toMillis();
    if (wait <= 0) {
      closeAfter(grace);
    } else {
      timer = vertx.setTimer(Math.min(wait, LONGEST_TIMER), later -> closeAfterwards());
    }
  }

  private void closeAfter(Duration wait) {
    cancelTimer();
    timer =
        vertx.setTimer(
            Math.max(1, wait.toMillis()),
            late -> {
              if (routes.isBusy()) {
                closeAfter(wait);
              } else {
                closeNow();
              }
            });
  }

  private Future<Void> closeNow() {
    cancelTimer();
    until = Instant.MIN;
    if (servers != null) {
      closing = servers.compose(CallbackServers::close).otherwiseEmpty();
      servers = null;
    }
    return closing;
  }

  private void cancelTimer() {
    vertx.cancelTimer(timer);
    timer = NONE;
  }
}
