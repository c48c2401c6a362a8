package dev.maestro.core.refresh;

import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.LeaseView;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * One session's refresh, in a straight line on a virtual thread: look at the session, and wait
 * while another refreshes it, or make an attempt, until the wish is fulfilled.
 */
public final class Refreshing {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Changes changes;
  private final Waits waits;
  private final TokenBreakers breakers;
  private final Attempt attempt;

  public Refreshing(
      Vertx vertx,
      RefreshesTable table,
      ProviderCalls providers,
      Notifier notifier,
      Changes changes,
      DoubleSupplier chance) {
    this.changes = changes;
    this.waits = new Waits(vertx, table, changes);
    this.breakers = new TokenBreakers(vertx, table::hurry);
    this.attempt =
        new Attempt(
            table,
            new Question(vertx, table, providers),
            breakers,
            waits,
            notifier,
            changes,
            chance);
  }

  /** Those of the vendors' token endpoints. */
  public TokenBreakers breakers() {
    return breakers;
  }

  /**
   * Returns the session with a token that may be used; throws NEEDS_LOGIN where only a person can
   * help, and what the vendor failed with where waiting did not.
   */
  SessionRow run(SessionRow asked, Why why) {
    Wish wish = new Wish(asked, why);
    while (true) {
      LeaseView view = waits.view(wish);
      SessionRow row = view.row();
      if (SessionRefusals.isEnded(row) || isFulfilled(wish, view)) {
        forgetOlder(asked, row);
        SessionRefusals.requireLogin(row);
        return row;
      }
      if (!row.login().renewable()) {
        throw why == Why.REFUSED
            ? attempt.refused(wish, row)
            : SessionRefusals.needsLogin(row, "its login cannot be renewed");
      }
      if (view.leased()) {
        waits.pause(wish, LOOK_AGAIN);
      } else if (wish.onlyIfDue(row) && view.dueIn().isPositive()) {
        postponed(wish, view);
      } else {
        Optional<SessionRow> fresh = attempt.make(wish, view);
        if (fresh.isPresent()) {
          return fresh.get();
        }
      }
    }
  }

  // The word of a change may come later than this look at the row, or be missed.
  private void forgetOlder(SessionRow asked, SessionRow row) {
    if (row.login().generation() > asked.login().generation() || row.status() != asked.status()) {
      changes.forgetHere(row.id().toString());
    }
  }

  private static boolean isFulfilled(Wish wish, LeaseView view) {
    SessionRow row = view.row();
    return switch (wish.why()) {
      case AHEAD -> view.leased() || view.dueIn().isPositive() || !row.login().renewable();
      // Our own clock may be ahead of the database's.
      case OVER -> !view.over();
      case REFUSED, ASKED -> row.login().generation() > wish.asked().login().generation();
    };
  }

  // Somebody failed a moment ago: the next attempt is not due yet.
  private void postponed(Wish wish, LeaseView view) {
    if (wish.givesUp() || view.dueIn().compareTo(Wish.PATIENCE) > 0) {
      throw wish.unavailable(view.dueIn());
    }
    waits.pause(wish, view.dueIn().compareTo(LOOK_AGAIN) < 0 ? view.dueIn() : LOOK_AGAIN);
  }
}
