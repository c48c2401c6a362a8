package dev.maestro.core.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The database's time, read off this machine's clock and how far that was off when it was last
 * measured: what expires does so by the database's clock, whatever this machine's says.
 */
public final class DatabaseClock implements InstantSource {
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(2);

  private final Database database;
  private final InstantSource own;
  private volatile Duration off = Duration.ZERO;

  public DatabaseClock(Database database, InstantSource own) {
    this.database = database;
    this.own = own;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(off);
  }

  /** Completes when it is measured. */
  public Future<Void> measure() {
    Instant asked = own.instant();
    return database
        .queries()
        .first("select clock_timestamp() as now", row -> SessionRows.time(row, "now").orElseThrow())
        .onSuccess(now -> now.ifPresent(there -> measured(asked, there, own.instant())))
        .mapEmpty();
  }

  // A clock that jumped between question and answer tells nothing.
  private void measured(Instant asked, Instant there, Instant answered) {
    Duration took = Duration.between(asked, answered);
    if (!took.isNegative() && took.compareTo(LONGEST_QUESTION) <= 0) {
      off = Duration.between(asked.plus(took.dividedBy(2)), there);
    }
  }
}
