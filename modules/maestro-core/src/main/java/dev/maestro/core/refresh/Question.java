package dev.maestro.core.refresh;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.UUID;

/**
 * Asks a session's provider, wherever it runs, for a refresh. Whoever serves it keeps the lease
 * alive; where that one dies, the lease ends, and so does the question.
 */
final class Question {
  private static final long WATCH_MILLIS = 2_000;

  /**
   * A vendor has 30 s to answer, after some addresses of its list that may be dead; then the token
   * is stored.
   */
  private static final long LONGEST_SECONDS = 75;

  private final Vertx vertx;
  private final RefreshesTable table;
  private final ProviderCalls providers;

  /** Nobody knows whether it was refreshed: whoever was asked is gone, or still at it. */
  static final class UnknownEnd extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownEnd() {
      super("the refresh was not answered");
    }
  }

  Question(Vertx vertx, RefreshesTable table, ProviderCalls providers) {
    this.vertx = vertx;
    this.table = table;
    this.providers = providers;
  }

  // A provider that nobody has announced yet may be on its way, as after a start of all nodes.
  private static Throwable asAbsence(Throwable cause) {
    return cause instanceof ProviderException refusal
            && refusal.facts().code().equals("provider_not_found")
        ? ProviderException.of(ErrorKind.UNAVAILABLE, refusal.getMessage())
        : cause;
  }

  /** Completes when the next token is stored; fails with what the vendor said or UnknownEnd. */
  Future<Done> ask(SessionRow row, UUID lease) {
    Promise<Done> first = Promise.promise();
    long watch =
        vertx.setPeriodic(
            WATCH_MILLIS,
            tick ->
                table
                    .holds(row.id(), lease)
                    .onSuccess(holds -> {
                      if (!holds) {
                        first.tryFail(new UnknownEnd());
                      }
                    }));
    long late = vertx.setTimer(LONGEST_SECONDS * 1_000, tick -> first.tryFail(new UnknownEnd()));
    providers
        .request(Ability.REFRESH, row.provider(), new SessionCall(row.id().toString()), Done.class)
        .onComplete(first::tryComplete, cause -> first.tryFail(asAbsence(cause)));
    return first
        .future()
        .onComplete(done -> {
          vertx.cancelTimer(watch);
          vertx.cancelTimer(late);
        });
  }
}
