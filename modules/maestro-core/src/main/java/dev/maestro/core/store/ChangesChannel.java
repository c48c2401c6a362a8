package dev.maestro.core.store;

import dev.maestro.core.settings.StartRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Channel maestro_changes of the database: what one node says, all nodes on this database hear,
 * whether they are a cluster or not. Nothing is kept for who is not listening.
 */
public final class ChangesChannel {
  private static final String NAME = "maestro_changes";
  private static final long RECONNECT_MILLIS = 200;
  private static final Duration BEAT = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Database database;
  private final Duration beat;
  private final PgSubscriber subscriber;
  private long timer;

  public ChangesChannel(Vertx vertx, Database database) {
    this(vertx, database, BEAT);
  }

  /**
   * Over a database.
   *
   * @param beat how often it looks whether its line is alive, and how long it waits for the answer:
   *     one that only listens would not notice that it was cut without a word
   */
  public ChangesChannel(Vertx vertx, Database database, Duration beat) {
    this.vertx = vertx;
    this.database = database;
    this.beat = beat;
    this.subscriber = database.subscriber().reconnectPolicy(retries -> RECONNECT_MILLIS);
  }

  /**
   * Completes once what is said is heard; connects again by itself. Fails with {@link
   * StartRefusedException} where no connection can be had.
   *
   * @param heard called with each word, from any thread
   * @param missed called each time listening began: what was said before was not heard
   */
  public Future<Void> listen(Consumer<String> heard, Runnable missed) {
    subscriber.channel(NAME).subscribeHandler(listening -> missed.run()).handler(heard::accept);
    timer = vertx.setPeriodic(beat.toMillis(), tick -> look());
    return subscriber
        .connect()
        .recover(cause ->
            Future.failedFuture(
                new StartRefusedException(
                    "The database gives no connection to hear changes on: " + cause.getMessage(),
                    "Each gateway keeps up to 17: raise the server's max_connections, or end what else"
                        + " holds some.",
                    cause)));
  }

  private void look() {
    PgConnection line = subscriber.actualConnection();
    if (line != null) {
      line.query("select 1")
          .execute()
          .timeout(beat.toMillis(), TimeUnit.MILLISECONDS)
          .onFailure(cut -> line.close());
    }
  }

  /** Says something to all, this node included. */
  public Future<Void> say(String word) {
    return database.queries().list("select pg_notify($1, $2)", row -> row, NAME, word).mapEmpty();
  }

  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return subscriber.closed() ? Future.succeededFuture() : subscriber.close();
  }
}
