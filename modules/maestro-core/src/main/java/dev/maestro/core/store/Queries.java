package dev.maestro.core.store;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs statements, each by itself or all in one transaction, as it was obtained. A database that is
 * away fails as {@link ErrorKind#UNAVAILABLE}, which may be tried again; any other failure is a
 * fault of ours and comes as it is.
 */
public final class Queries {
  /** Data, integrity and syntax errors. */
  private static final Set<String> LASTING = Set.of("22", "23", "42");

  private final SqlClient client;
  private final Patience patience;
  private final Duration longest;

  /**
   * Over a pool or a connection.
   *
   * @param longest after which a statement is given up
   */
  Queries(SqlClient client, Patience patience, Duration longest) {
    this.client = client;
    this.patience = patience;
    this.longest = longest;
  }

  /** Reads; may be run more than once. */
  <T> Future<List<T>> list(String sql, Function<Row, T> reader, Object... arguments) {
    return patience
        .retry(() -> execute(sql, arguments), Queries::isOutage)
        .map(rows -> read(rows, reader))
        .recover(failure -> Future.failedFuture(translated(failure)));
  }

  /** Reads; may be run more than once. */
  <T> Future<Optional<T>> first(String sql, Function<Row, T> reader, Object... arguments) {
    return list(sql, reader, arguments).map(rows -> rows.stream().findFirst());
  }

  /**
   * Writes, and tells how many rows were changed. Not repeated: where the connection broke, the
   * change may have been made.
   */
  Future<Integer> change(String sql, Object... arguments) {
    return execute(sql, arguments)
        .map(rows -> rows.rowCount())
        .recover(failure -> Future.failedFuture(translated(failure)));
  }

  /** Writes, and reads what was changed. Not repeated, as {@link #change}. */
  <T> Future<List<T>> returned(String sql, Function<Row, T> reader, Object... arguments) {
    return execute(sql, arguments)
        .map(rows -> read(rows, reader))
        .recover(failure -> Future.failedFuture(translated(failure)));
  }

  private static <T> List<T> read(RowSet<Row> rows, Function<Row, T> reader) {
    List<T> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(reader.apply(row)));
    return values;
  }

  private Future<RowSet<Row>> execute(String sql, Object... arguments) {
    return client
        .preparedQuery(sql)
        .execute(Tuple.from(arguments))
        .timeout(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the same statement would fail again: it is wrong, or what it writes is. */
  public static boolean isLasting(Throwable failure) {
    return failure instanceof DatabaseException refused
        && refused.getSqlState() != null
        && LASTING.contains(refused.getSqlState().substring(0, 2));
  }

  static Throwable translated(Throwable failure) {
    return isOutage(failure)
        ? ProviderException.of(
            ErrorKind.UNAVAILABLE,
            "The database cannot be reached at the moment; try again soon.",
            failure)
        : failure;
  }

  // Class 08 is a broken connection, 53 a server without room, 57P a server that stops or starts; a
  // closed socket and a pool
  // that gave nothing in time are VertxExceptions, but so are answers of ours.
  static boolean isOutage(Throwable failure) {
    return switch (failure) {
      case DatabaseException refused ->
          refused.getSqlState() != null
              && (refused.getSqlState().startsWith("08")
                  || refused.getSqlState().startsWith("53")
                  || refused.getSqlState().startsWith("57P"));
      case ReplyException answer -> false;
      case TimeoutException silent -> true;
      case IOException unreachable -> true;
      case VertxException closed -> true;
      default -> false;
    };
  }
}
