package dev.maestro.core.store;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of connections. It survives the database's absence: statements wait some seconds for its
 * return, then fail as unavailable.
 */
public final class Database {
  private static final Logger logger = LoggerFactory.getLogger(Database.class);
  private static final Duration START_PAUSE = Duration.ofMillis(250);
  private static final int CONNECTIONS = 16;
  private static final int WAITING = 2_000;
  private static final int CACHED_STATEMENTS = 64;
  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(200);
  private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A line that is cut without a word gives no answer, and no error for many minutes. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Pool pool;
  private final Queries queries;
  private final Duration longest;

  private Database(Vertx vertx, PgConnectOptions options, Duration longest) {
    this.vertx = vertx;
    this.options = completed(options);
    this.longest = longest;
    this.pool = pool(vertx, this.options);
    this.queries =
        new Queries(pool, new Patience(vertx, RECONNECT_PAUSE, RECONNECT_LIMIT), longest);
  }

  /**
   * Waits for the database, migrates it, and completes with its pool. Fails with {@link
   * StartRefusedException} if it cannot be used or does not come within the limit.
   *
   * @param url {@code postgresql://user:password@host:port/database}
   */
  public static Future<Database> open(Vertx vertx, Secret url, Duration limit) {
    return open(vertx, url, limit, LONGEST_STATEMENT);
  }

  /** The same with how long a statement may take before it is given up as unavailable. */
  public static Future<Database> open(
      Vertx vertx, Secret url, Duration limit, Duration longestStatement) {
    PgConnectOptions options;
    try {
      options = PgConnectOptions.fromUri(url.reveal());
    } catch (IllegalArgumentException malformed) {
      // Without the cause, which quotes the password.
      return Future.failedFuture(
          new StartRefusedException(
              "database.url is no PostgreSQL address.",
              "Write postgresql://user:password@host:5432/database."));
    }
    Migrations migrations = new Migrations(options);
    return await(vertx, migrations, System.nanoTime() + limit.toNanos())
        .compose(answered ->
            vertx.executeBlocking(() -> {
              migrations.run();
              return new Database(vertx, options, longestStatement);
            }));
  }

  private static Future<Void> await(Vertx vertx, Migrations migrations, long deadline) {
    return vertx
        .executeBlocking(migrations::problem)
        .compose(problem -> {
          if (problem.isEmpty()) {
            return Future.succeededFuture();
          }
          if (System.nanoTime() >= deadline) {
            return Future.failedFuture(migrations.refusal(problem.get()));
          }
          logger.info("Waiting for the database {}: {}", migrations.place(), problem.get());
          return vertx
              .timer(START_PAUSE.toMillis(), TimeUnit.MILLISECONDS)
              .compose(elapsed -> await(vertx, migrations, deadline));
        });
  }

  /** For statements that stand alone. */
  public Queries queries() {
    return queries;
  }

  /** Commits when the work's Future succeeds, takes everything back when it fails. */
  public <T> Future<T> transaction(Function<Queries, Future<T>> work) {
    // Taking back waits on the same line as the statement that was given up.
    return pool.withTransaction(
            connection -> work.apply(new Queries(connection, Patience.none(), longest)))
        .timeout(2 * longest.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(Queries.translated(failure)));
  }

  /** A connection of its own, not opened yet, to hear what the database is told to tell. */
  PgSubscriber subscriber() {
    return PgSubscriber.subscriber(vertx, options);
  }

  public Future<Void> close() {
    return pool.close();
  }

  private static PgConnectOptions completed(PgConnectOptions options) {
    DatabaseTls.apply(options);
    options
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
        .setReconnectAttempts((int) RECONNECT_LIMIT.dividedBy(RECONNECT_PAUSE))
        .setReconnectInterval(RECONNECT_PAUSE.toMillis());
    return options;
  }

  private static Pool pool(Vertx vertx, PgConnectOptions options) {
    PoolOptions limits =
        new PoolOptions()
            .setMaxSize(CONNECTIONS)
            .setMaxWaitQueueSize(WAITING)
            .setConnectionTimeout((int) LONGEST_WAIT.toSeconds())
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    return PgBuilder.pool().with(limits).connectingTo(options).using(vertx).build();
  }
}
