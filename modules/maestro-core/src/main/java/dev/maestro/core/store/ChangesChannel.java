package dev.maestro.core.store;

import io.vertx.core.Future;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;

/**
 * Channel maestro_changes of the database: what one node says, all nodes on this database hear,
 * whether they are a cluster or not. Nothing is kept for who is not listening.
 */
public final class ChangesChannel {
  private static final String NAME = "maestro_changes";
  private static final long RECONNECT_MILLIS = 200;

  private final Database database;
  private final PgSubscriber subscriber;

  public ChangesChannel(Database database) {
    this.database = database;
    this.subscriber = database.subscriber().reconnectPolicy(retries -> RECONNECT_MILLIS);
  }

  /**
   * Completes once what is said is heard; connects again by itself.
   *
   * @param heard called with each word, from any thread
   * @param missed called each time listening began: what was said before was not heard
   */
  public Future<Void> listen(Consumer<String> heard, Runnable missed) {
    subscriber.channel(NAME).subscribeHandler(listening -> missed.run()).handler(heard::accept);
    return subscriber.connect();
  }

  /** Says something to all, this node included. */
  public Future<Void> say(String word) {
    return database.queries().list("select pg_notify($1, $2)", row -> row, NAME, word).mapEmpty();
  }

  public Future<Void> close() {
    return subscriber.closed() ? Future.succeededFuture() : subscriber.close();
  }
}
