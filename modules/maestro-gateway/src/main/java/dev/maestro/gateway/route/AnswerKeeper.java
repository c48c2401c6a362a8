package dev.maestro.gateway.route;

import dev.maestro.core.store.StoredResponse;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.AnswerKeeping.Turn;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers in a format whose clients go on from them, for vendors that do not take the format.
 *
 * @param mostBytes longest conversation that is put together
 */
record AnswerKeeper(Operations operations, long mostBytes) {
  private static final Logger LOGGER = LoggerFactory.getLogger(AnswerKeeper.class);

  /** Goes on with a request that stands alone, whatever it goes on from. */
  void standAlone(CompatibleRequest asked, Consumer<CompatibleRequest> next) {
    Optional<AnswerKeeping> keeping = keeping(asked);
    String previous = keeping.map(format -> format.wish(asked.body()).previous()).orElse(null);
    if (previous == null) {
      next.accept(asked);
      return;
    }
    asked
        .exchange()
        .when(
            operations.conversation(
                asked.exchange().caller(), asked.client().dialect(), previous, mostBytes),
            before -> {
              if (before.isEmpty()) {
                throw keeping.get().unknownPrevious(previous);
              }
              next.accept(asked.withBody(keeping.get().alone(asked.body(), turns(before))));
            });
  }

  /**
   * Completes when the answer will be found by any node, or need not be. Never fails: the client
   * has had its answer, and what it lost is the way back to it.
   */
  Future<Void> keep(CompatibleRequest asked, Supplier<Buffer> answer) {
    Buffer body = asked.exchange().body();
    Optional<AnswerKeeping> keeping = keeping(asked).filter(format -> format.wish(body).keep());
    if (keeping.isEmpty()) {
      return Future.succeededFuture();
    }
    Turn turn = keeping.get().turn(body, answer.get());
    StoredResponse stored =
        new StoredResponse(
            turn.id(), Optional.ofNullable(turn.previous()), turn.input(), turn.answer());
    return operations
        .storeResponse(asked.exchange().caller(), asked.client().dialect(), stored)
        .recover(cause -> {
          LOGGER.warn("The answer {} was not kept: {}", turn.id(), cause.getMessage());
          return Future.succeededFuture();
        });
  }

  static List<Turn> turns(List<StoredResponse> stored) {
    return stored.stream()
        .map(one -> new Turn(one.id(), one.previous().orElse(null), one.input(), one.answer()))
        .toList();
  }

  private static Optional<AnswerKeeping> keeping(CompatibleRequest asked) {
    return asked.passes() ? Optional.empty() : asked.client().keeping();
  }
}
