package dev.maestro.core.refresh;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.LeaseView;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a refresh: take the lease, ask the provider, which stores the token before it
 * answers, and say how it went. Empty comes back where the session has to be looked at again.
 */
final class Attempt {
  private static final Logger logger = LoggerFactory.getLogger(Attempt.class);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATER = Duration.ofMillis(500);

  /**
   * So long one who takes over leaves to a node that has a token in its hands and only now finds
   * the database again.
   */
  private static final Duration FOR_THE_OTHER = Duration.ofSeconds(2);

  private final RefreshesTable table;
  private final Question question;
  private final TokenBreakers breakers;
  private final Waits waits;
  private final Notifier notifier;
  private final Changes changes;
  private final DoubleSupplier chance;

  Attempt(
      RefreshesTable table,
      Question question,
      TokenBreakers breakers,
      Waits waits,
      Notifier notifier,
      Changes changes,
      DoubleSupplier chance) {
    this.table = table;
    this.question = question;
    this.breakers = breakers;
    this.waits = waits;
    this.notifier = notifier;
    this.changes = changes;
    this.chance = chance;
  }

  Optional<SessionRow> make(Wish wish, LeaseView view) {
    SessionRow row = view.row();
    if (breakers.isBlocked(row.provider())) {
      return waitOrThrow(wish, row, LATER);
    }
    UUID lease = UUID.randomUUID();
    if (!lease(wish, row, lease, wish.onlyIfDue(row))) {
      return waitOrThrow(wish, row, SOON);
    }
    if (view.abandoned()
        && (waits.newer(wish, row.login().generation(), FOR_THE_OTHER)
            || !lease(wish, row, lease, false))) {
      return Optional.empty();
    }
    return breakers
        .ask(row.provider(), () -> question.ask(row, lease))
        .map(stored -> Optional.<Throwable>empty())
        .otherwise(Optional::of)
        .await()
        .map(failure -> failed(wish, view, lease, failure))
        .orElseGet(() -> Optional.of(done(wish, row)));
  }

  private boolean lease(Wish wish, SessionRow row, UUID lease, boolean due) {
    return waits.patient(
        wish,
        () -> table.lease(row.id(), row.login().generation(), lease, LeaseKeeping.LEASE, due));
  }

  private SessionRow done(Wish wish, SessionRow before) {
    changes.tell(before.id().toString());
    if (before.login().failures() > 0) {
      notifier.trySettle(before.id());
      logger.info(
          "The login of session {}/{} is refreshed again", before.provider(), before.name());
    }
    return waits.view(wish).row();
  }

  private Optional<SessionRow> failed(Wish wish, LeaseView view, UUID lease, Throwable failure) {
    SessionRow row = view.row();
    return switch (failure) {
      case OpenCircuitException blocked -> {
        waits.patient(wish, () -> table.giveBack(row.id(), lease, LATER));
        yield waitOrThrow(wish, row, LATER);
      }
      // The lease stays: somebody may have a token in its hands.
      case Question.UnknownEnd unknown ->
          wish.why() == Why.AHEAD ? Optional.of(row) : Optional.empty();
      default -> {
        ErrorFacts facts = ProviderException.from(failure).facts();
        RefreshFailure meaning = RefreshFailure.of(facts);
        yield meaning.end().isPresent()
            ? ended(wish, view, lease, meaning.end().get(), facts)
            : postponed(wish, row, lease, meaning, facts);
      }
    };
  }

  private Optional<SessionRow> postponed(
      Wish wish, SessionRow row, UUID lease, RefreshFailure meaning, ErrorFacts facts) {
    Duration pause =
        RefreshFailure.passes(facts.kind())
            ? RefreshTime.pause(
                row.login().failures(),
                Optional.ofNullable(facts.retryAfter()),
                chance.getAsDouble())
            : RefreshTime.UNTIL_A_SETTING_CHANGES;
    boolean urgent = wish.why() == Why.REFUSED || RefreshFailure.mattersToAGoodToken(facts);
    Optional<Integer> counted =
        waits.patient(wish, () -> table.postpone(row.id(), lease, pause, urgent));
    if (counted.isEmpty()) {
      return Optional.empty(); // logged in anew, deleted, or another's by now
    }
    wish.failed(facts);
    changes.tell(row.id().toString());
    int failures = counted.get();
    logger.warn(
        "The login of session {}/{} could not be refreshed ({} in a row): {}",
        row.provider(),
        row.name(),
        failures,
        facts.message());
    if (failures > row.login().failures() && failures >= meaning.tellAt()) {
      quietly(() -> notifier.raise(NotificationKind.REFRESH_FAILING, row, facts.message()));
    }
    return waitOrThrow(wish, row, pause);
  }

  private Optional<SessionRow> waitOrThrow(Wish wish, SessionRow row, Duration wait) {
    if (wish.why() == Why.AHEAD) {
      return Optional.of(row);
    }
    if (wait.compareTo(SOON) > 0 && (wish.givesUp() || wait.compareTo(Wish.PATIENCE) > 0)) {
      throw wish.unavailable(wait);
    }
    waits.pause(wish, wait);
    return Optional.empty();
  }

  private Optional<SessionRow> ended(
      Wish wish, LeaseView view, UUID lease, SessionStatus status, ErrorFacts facts) {
    SessionRow row = view.row();
    long seen = row.login().generation();
    if (waits.view(wish).row().login().generation() > seen) {
      return Optional.empty(); // another was faster, and its token is good
    }
    if (isStillGood(wish, view)) {
      if (waits.patient(wish, () -> table.keepAsItIs(row.id(), seen, lease))) {
        changes.tell(row.id().toString());
        logger.warn(
            "The login of session {}/{} has ended, its key has not: {}",
            row.provider(),
            row.name(),
            facts.message());
        quietly(() ->
            notifier.raise(
                NotificationKind.SESSION_EXPIRING,
                row,
                "The login has ended, and its API key is used as long as the vendor takes it: "
                    + facts.message()));
      }
      if (wish.why() == Why.AHEAD) {
        return Optional.of(row);
      }
      throw SessionRefusals.needsLogin(row, facts.message());
    }
    boolean mine = waits.patient(wish, () -> table.end(row.id(), seen, lease, status));
    // Where the answer to the first try was lost, the second finds it done.
    if (!mine && waits.view(wish).row().status() != status) {
      return Optional.empty();
    }
    throw told(wish, row, status, facts.message());
  }

  // A key that was made of a login does not end with it.
  private static boolean isStillGood(Wish wish, LeaseView view) {
    return wish.why() != Why.REFUSED
        && !view.over()
        && view.row().login().credential().filter("api_key"::equals).isPresent();
  }

  /** The vendor refuses what cannot be renewed. */
  ProviderException refused(Wish wish, SessionRow row) {
    String why = "its token was refused and cannot be renewed";
    boolean mine = waits.patient(wish, () -> table.endRefused(row.id(), row.login().generation()));
    return mine
        ? told(wish, row, SessionStatus.NEEDS_LOGIN, "The session's login has ended: " + why + ".")
        : SessionRefusals.needsLogin(row, why);
  }

  // Should this node die before: what ended without anybody being told is told of later.
  private ProviderException told(Wish wish, SessionRow row, SessionStatus status, String words) {
    changes.tell(row.id().toString());
    waits.patient(wish, () -> notifier.raise(NotificationKind.NEEDS_LOGIN, row, words));
    quietly(notifier::settleOvertaken);
    logger.warn("Session {}/{} is {}: {}", row.provider(), row.name(), status.wire(), words);
    return SessionRefusals.needsLogin(row, words);
  }

  private static void quietly(Supplier<Future<Void>> work) {
    work.get().onFailure(failure -> logger.warn("A notification could not be stored", failure));
  }
}
