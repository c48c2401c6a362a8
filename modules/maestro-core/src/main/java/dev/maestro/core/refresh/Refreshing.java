package dev.maestro.core.refresh;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.LeaseView;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's refresh, in a straight line on a virtual thread: take the lease, ask the provider,
 * which stores the token before it answers, and say how it went. One who does not get the lease
 * waits and rereads.
 */
public final class Refreshing {
  private static final Logger logger = LoggerFactory.getLogger(Refreshing.class);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration BEAT = Duration.ofSeconds(3);

  /**
   * A vendor has 30 s to answer, after some addresses of its list that may be dead; then the token
   * is stored.
   */
  private static final long LONGEST_ATTEMPT = 75;

  /** How long a request waits for another node, or for the database. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration DATABASE_PAUSE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final RefreshesTable table;
  private final ProviderCalls providers;
  private final Notifier notifier;
  private final Changes changes;
  private final ChangeWait waiting;
  private final TokenBreakers breakers;
  private final DoubleSupplier chance;

  public Refreshing(
      Vertx vertx,
      RefreshesTable table,
      ProviderCalls providers,
      Notifier notifier,
      Changes changes,
      DoubleSupplier chance) {
    this.vertx = vertx;
    this.table = table;
    this.providers = providers;
    this.notifier = notifier;
    this.changes = changes;
    this.waiting = new ChangeWait(vertx, changes);
    this.breakers = new TokenBreakers(vertx, table::hurry);
    this.chance = chance;
  }

  TokenBreakers breakers() {
    return breakers;
  }

  /**
   * Returns the session with a token that may be used; throws NEEDS_LOGIN where only a person can
   * help, and what the vendor failed with where waiting did not.
   */
  SessionRow run(SessionRow asked, Why why) {
    Wish wish = new Wish(asked, why);
    while (true) {
      LeaseView view = view(wish);
      SessionRow row = view.row();
      SessionRefusals.requireLogin(row);
      if (isFulfilled(wish, view)) {
        return row;
      }
      if (!row.login().renewable()) {
        throw SessionRefusals.needsLogin(row, "its token has ended and cannot be renewed");
      }
      if (view.leased()) {
        pause(wish, row.id(), LOOK_AGAIN);
      } else if (isPostponed(why, view)) {
        postponed(wish, view);
      } else {
        Optional<SessionRow> fresh = attempt(wish, row);
        if (fresh.isPresent()) {
          return fresh.get();
        }
      }
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

  // After a failure those who wait for another token wait for the next attempt too: every news of
  // the session wakes them, the news of that failure first.
  private static boolean isPostponed(Why why, LeaseView view) {
    boolean failedLately = why.waits() && view.row().login().failures() > 0;
    return (why.onlyIfDue() || failedLately) && view.dueIn().isPositive();
  }

  // Somebody failed a moment ago: the next attempt is not due yet.
  private void postponed(Wish wish, LeaseView view) {
    if (wish.givesUp() || view.dueIn().compareTo(Wish.PATIENCE) > 0) {
      throw wish.unavailable(view.dueIn());
    }
    Duration wait = view.dueIn().compareTo(LOOK_AGAIN) < 0 ? view.dueIn() : LOOK_AGAIN;
    pause(wish, view.row().id(), wait);
  }

  private Optional<SessionRow> attempt(Wish wish, SessionRow row) {
    UUID lease = UUID.randomUUID();
    boolean taken =
        patient(
            wish,
            () ->
                table.lease(
                    row.id(), row.login().generation(), lease, LEASE, wish.why().onlyIfDue()));
    if (!taken) {
      return wish.why() == Why.AHEAD ? Optional.of(row) : Optional.empty();
    }
    long beat = vertx.setPeriodic(BEAT.toMillis(), tick -> table.extend(row.id(), lease, LEASE));
    try {
      Throwable failure = ask(row);
      return failure == null ? Optional.of(done(wish, row)) : failed(wish, row, lease, failure);
    } finally {
      vertx.cancelTimer(beat);
    }
  }

  private Throwable ask(SessionRow row) {
    return breakers
        .ask(
            row.provider(),
            () ->
                providers
                    .request(
                        Ability.REFRESH,
                        row.provider(),
                        new SessionCall(row.id().toString()),
                        Done.class)
                    .timeout(LONGEST_ATTEMPT, TimeUnit.SECONDS))
        .<Throwable>map(stored -> null)
        .otherwise(cause -> cause)
        .await();
  }

  private SessionRow done(Wish wish, SessionRow before) {
    changes.tell(before.id().toString());
    if (before.login().failures() > 0) {
      quietly(() -> notifier.settle(before.id()));
      logger.info(
          "The login of session {}/{} is refreshed again", before.provider(), before.name());
    }
    return view(wish).row();
  }

  private Optional<SessionRow> failed(Wish wish, SessionRow row, UUID lease, Throwable failure) {
    if (failure instanceof OpenCircuitException) {
      patient(wish, () -> table.giveBack(row.id(), lease, LOOK_AGAIN));
      return waitOrThrow(wish, row, LOOK_AGAIN);
    }
    ErrorFacts facts = ProviderException.from(failure).facts();
    RefreshFailure meaning = RefreshFailure.of(facts);
    if (meaning.end().isPresent()) {
      return ended(wish, row, lease, meaning.end().get(), facts);
    }
    wish.failed(facts);
    int failures = row.login().failures() + 1;
    Optional<Duration> wished = Optional.ofNullable(facts.retryAfter());
    Duration pause =
        RefreshFailure.passes(facts.kind())
            ? RefreshTime.pause(row.login().failures(), wished, chance.getAsDouble())
            : RefreshTime.UNTIL_A_SETTING_CHANGES;
    patient(wish, () -> table.postpone(row.id(), lease, pause));
    changes.tell(row.id().toString());
    logger.warn(
        "The login of session {}/{} could not be refreshed ({} in a row): {}",
        row.provider(),
        row.name(),
        failures,
        facts.message());
    if (failures >= meaning.tellAt()) {
      quietly(() -> notifier.raise(NotificationKind.REFRESH_FAILING, row, facts.message()));
    }
    return waitOrThrow(wish, row, pause);
  }

  private Optional<SessionRow> waitOrThrow(Wish wish, SessionRow row, Duration wait) {
    if (wish.why() == Why.AHEAD) {
      return Optional.of(row);
    }
    if (wish.givesUp() || wait.compareTo(Wish.PATIENCE) > 0) {
      throw wish.unavailable(wait);
    }
    pause(wish, row.id(), wait);
    return Optional.empty();
  }

  // Told before it is stored: a node that dies in between leaves a refresh that the next one ends,
  // and a notification that is not made twice.
  private Optional<SessionRow> ended(
      Wish wish, SessionRow row, UUID lease, SessionStatus status, ErrorFacts facts) {
    long seen = row.login().generation();
    if (view(wish).row().login().generation() > seen) {
      return Optional.empty(); // another was faster, and its token is good
    }
    patient(wish, () -> notifier.settle(row.id()));
    patient(wish, () -> notifier.raise(NotificationKind.NEEDS_LOGIN, row, facts.message()));
    if (!patient(wish, () -> table.end(row.id(), seen, lease, status))) {
      quietly(() -> notifier.settle(row.id()));
      return Optional.empty();
    }
    changes.tell(row.id().toString());
    logger.warn(
        "Session {}/{} is {}: {}", row.provider(), row.name(), status.wire(), facts.message());
    throw SessionRefusals.needsLogin(row, facts.message());
  }

  private LeaseView view(Wish wish) {
    return patient(wish, () -> table.find(wish.asked().id()))
        .orElseThrow(
            () -> SessionRefusals.unknown(wish.asked().provider() + "/" + wish.asked().name()));
  }

  /** While the database is away, whoever waits goes on waiting. */
  private <T> T patient(Wish wish, Supplier<Future<T>> work) {
    while (true) {
      try {
        return work.get().await();
      } catch (ProviderException outage) {
        if (outage.kind() != ErrorKind.UNAVAILABLE || wish.hasWaited(LONGEST_WAIT)) {
          throw outage;
        }
        sleep(DATABASE_PAUSE);
      }
    }
  }

  private void quietly(Supplier<Future<Void>> work) {
    work.get().onFailure(failure -> logger.warn("A notification could not be stored", failure));
  }

  private void pause(Wish wish, UUID session, Duration time) {
    if (wish.hasWaited(LONGEST_WAIT)) {
      throw wish.unavailable(time);
    }
    waiting.change(session, time).await();
  }

  private void sleep(Duration time) {
    vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).await();
  }
}
