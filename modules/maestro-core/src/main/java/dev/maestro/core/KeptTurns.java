package dev.maestro.core;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.store.KeptTurnsTable;
import dev.maestro.core.turn.KeptTurn;
import dev.maestro.core.turn.TurnRecall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signatures and blocks of a vendor, kept for clients whose format has no place for them, so that
 * their next request still holds them. They belong to the client's key, and expire.
 */
public final class KeptTurns {
  /** Larger turns are not kept, in characters. */
  public static final long LARGEST = 4 << 20;

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int NEWEST = 10_000;

  /** For the turns of one key, in bytes; the oldest go first. */
  private static final long ROOM = 256L << 20;

  /** Most that is put back into one request, in bytes of the newest turns. */
  private static final long RECALLED = 32L << 20;

  private static final Duration SWEEP = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(KeptTurns.class);

  private final Vertx vertx;
  private final KeptTurnsTable table;
  private final InstantSource clock;
  private final long sweeping;

  KeptTurns(Vertx vertx, KeptTurnsTable table, InstantSource clock) {
    this.vertx = vertx;
    this.table = table;
    this.clock = clock;
    this.sweeping = vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
  }

  /** Completes when the turn will be found by any node; at once where nothing needs keeping. */
  public Future<Void> keep(Caller caller, KeptTurn turn) {
    return turn.isWorthKeeping()
        ? table.store(
            caller.keyId(), turn.firstCall().orElseThrow(), turn, clock.instant().plus(KEPT))
        : Future.succeededFuture();
  }

  /** The request with what was kept of the conversation's turns with this provider and model. */
  public Future<ChatRequest> recall(Caller caller, String provider, ChatRequest request) {
    List<String> calls = TurnRecall.calls(request);
    return calls.isEmpty()
        ? Future.succeededFuture(request)
        : table
            .find(caller.keyId(), provider, request.model(), calls, clock.instant(), RECALLED)
            .map(kept -> kept.isEmpty() ? request : TurnRecall.into(request, provider, kept));
  }

  private void sweep() {
    table
        .sweep(clock.instant(), NEWEST, ROOM)
        .onFailure(cause -> LOG.warn("Expired turns were not removed: {}", cause.getMessage()));
  }

  void close() {
    vertx.cancelTimer(sweeping);
  }
}
