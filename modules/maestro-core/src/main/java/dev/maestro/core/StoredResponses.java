package dev.maestro.core;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.store.StoredResponsesTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that clients may ask for again and go on from, where the vendor's format keeps none. They
 * belong to the client's key, and expire: thirty days after they were last gone on from.
 */
public final class StoredResponses {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** For the answers of one key, in bytes; the oldest go first. */
  private static final long ROOM = 1L << 30;

  /** Longer conversations are not put together. */
  private static final int MOST_TURNS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(StoredResponses.class);

  private final Vertx vertx;
  private final StoredResponsesTable table;
  private final InstantSource clock;
  private final long sweeping;

  StoredResponses(Vertx vertx, StoredResponsesTable table, InstantSource clock) {
    this.vertx = vertx;
    this.table = table;
    this.clock = clock;
    this.sweeping = vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
  }

  /** Completes when any node will find it. */
  public Future<Void> store(Caller caller, Dialect dialect, StoredResponse response) {
    var now = clock.instant();
    return table.store(caller.keyId(), dialect, response, now, now.plus(KEPT));
  }

  /** One of this key's answers; empty where it has none of this id. */
  public Future<Optional<StoredResponse>> find(Caller caller, Dialect dialect, String id) {
    return table.find(caller.keyId(), dialect, id, clock.instant());
  }

  /**
   * The conversation up to an answer, oldest turn first; empty where the answer, or one before it,
   * is not there any more. Fails with TOO_LARGE where it takes more than so many bytes.
   */
  public Future<List<StoredResponse>> conversation(
      Caller caller, Dialect dialect, String id, long mostBytes) {
    return table
        .turns(caller.keyId(), dialect, id, MOST_TURNS, clock.instant())
        .compose(turns -> {
          if (turns.isEmpty() || turns.getLast().previous().isPresent()) {
            return Future.succeededFuture(List.of());
          }
          return turns.getLast().bytes() > mostBytes
              ? Future.failedFuture(tooLong(mostBytes))
              : all(caller, dialect, turns);
        });
  }

  /** Whether there was one. */
  public Future<Boolean> delete(Caller caller, Dialect dialect, String id) {
    return table.delete(caller.keyId(), dialect, id, clock.instant());
  }

  /** One that went meanwhile leaves a hole, and then there is no conversation. */
  private Future<List<StoredResponse>> all(
      Caller caller, Dialect dialect, List<StoredResponsesTable.Turn> turns) {
    List<String> ids = turns.stream().map(StoredResponsesTable.Turn::id).toList();
    return table
        .all(caller.keyId(), dialect, ids)
        .map(found -> {
          Map<String, StoredResponse> byId =
              found.stream().collect(Collectors.toMap(StoredResponse::id, Function.identity()));
          return byId.size() == ids.size()
              ? ids.reversed().stream().map(byId::get).toList()
              : List.of();
        });
  }

  private static ProviderException tooLong(long mostBytes) {
    return ProviderException.of(
        ErrorKind.TOO_LARGE,
        "The conversation before this request is larger than " + mostBytes + " bytes.");
  }

  private void sweep() {
    table
        .sweep(clock.instant(), ROOM)
        .onFailure(cause -> LOG.warn("Expired answers were not removed: {}", cause.getMessage()));
  }

  void close() {
    vertx.cancelTimer(sweeping);
  }
}
