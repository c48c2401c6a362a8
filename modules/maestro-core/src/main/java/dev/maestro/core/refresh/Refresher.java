package dev.maestro.core.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gets sessions their next token. Callable from any thread; of all who want the same session at the
 * same time one works on this node, and one on all nodes together.
 */
public final class Refresher {
  private static final Duration TRUSTED = Duration.ofSeconds(10);
  private static final int REMEMBERED = 100_000;

  private record Wanted(UUID session, Why why) {}

  private final Refreshing refreshing;
  private final Promise<Context> place = Promise.promise();
  private final Map<Wanted, Promise<SessionRow>> running = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private final Cache<UUID, Long> refusals =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(TRUSTED).build();

  public Refresher(Refreshing refreshing) {
    this.refreshing = refreshing;
  }

  /** Where the work is done: a context of virtual threads. */
  void workOn(Context context) {
    place.tryComplete(context);
  }

  /** The session with a token that has not ended. */
  public Future<SessionRow> fresh(SessionRow row) {
    return join(row, Why.OVER);
  }

  /**
   * The session with another token than the one that the vendor refused. A token that was got in
   * this way a moment ago is not replaced again: whatever the vendor dislikes, it is not its age.
   */
  public Future<SessionRow> afterRefusal(SessionRow row) {
    Long before = refusals.getIfPresent(row.id());
    if (before != null && row.login().generation() > before) {
      return Future.succeededFuture(row);
    }
    return join(row, Why.REFUSED)
        .onSuccess(fresh -> refusals.put(row.id(), row.login().generation()));
  }

  /** Refreshes because a person said so. */
  public Future<SessionRow> now(SessionRow row) {
    return join(row, Why.ASKED);
  }

  /** Refreshes if its time has come and nobody else does. */
  Future<SessionRow> ahead(SessionRow row) {
    return join(row, Why.AHEAD);
  }

  /** Nothing is worked on here any more: who waits is told to ask elsewhere, or again. */
  void stop() {
    stopped = true;
    running.values().forEach(waiting -> waiting.tryFail(stopping()));
  }

  private Future<SessionRow> join(SessionRow row, Why why) {
    Wanted wanted = new Wanted(row.id(), why);
    Promise<SessionRow> mine = Promise.promise();
    Promise<SessionRow> first = running.putIfAbsent(wanted, mine);
    if (first != null) {
      return first
          .future()
          .compose(found ->
              why != Why.REFUSED || found.login().generation() > row.login().generation()
                  ? Future.succeededFuture(found)
                  : join(row, why));
    }
    place.future().onSuccess(context -> context.runOnContext(now -> work(row, why, wanted, mine)));
    Future<SessionRow> found = mine.future().onComplete(done -> running.remove(wanted, mine));
    if (stopped) {
      mine.tryFail(stopping());
    }
    return found;
  }

  private void work(SessionRow row, Why why, Wanted wanted, Promise<SessionRow> mine) {
    try {
      SessionRow found = refreshing.run(row, why);
      running.remove(wanted, mine);
      mine.tryComplete(found);
    } catch (Throwable failure) { // whatever it is, somebody waits for it
      running.remove(wanted, mine);
      mine.tryFail(failure);
    }
  }

  private static ProviderException stopping() {
    return ProviderException.of(ErrorKind.UNAVAILABLE, "This node stops; try again.");
  }
}
