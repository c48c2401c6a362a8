package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.StreamListener;
import dev.maestro.core.Caller;
import dev.maestro.core.KeptTurns;
import dev.maestro.core.SessionView;
import dev.maestro.core.turn.KeptTurn;
import dev.maestro.core.turn.TurnCollector;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, beside an answer that is translated, what the client's format cannot carry. The client
 * hears of the end when it is kept, so that its next request finds it on any node.
 */
final class TurnKeeper implements StreamListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(TurnKeeper.class);

  private final Operations operations;
  private final Caller caller;
  private final SessionView session;
  private final String model;
  private final StreamListener client;
  private final Context context = Vertx.currentContext();
  private final TurnCollector turn = new TurnCollector(KeptTurns.LARGEST);

  /** Before this listener; made on the context of the stream. */
  TurnKeeper(
      Operations operations,
      Caller caller,
      SessionView session,
      String model,
      StreamListener client) {
    this.operations = operations;
    this.caller = caller;
    this.session = session;
    this.model = model;
    this.client = client;
  }

  @Override
  public void data(FrameBody.Data data) {
    data.events().forEach(turn::add);
    client.data(data);
  }

  @Override
  public void finished(FrameBody.Finished last) {
    KeptTurn kept = new KeptTurn(session.provider(), model, turn.parts());
    if (turn.isTooLarge()) {
      LOGGER.warn("A turn of {} was too large to be kept for its client", session.name());
    } else if (kept.isWorthKeeping()) {
      Future.succeededFuture()
          .compose(now -> operations.keepTurn(caller, kept))
          .onFailure(cause -> LOGGER.warn("A turn was not kept: {}", cause.getMessage()))
          .onComplete(done -> context.runOnContext(now -> client.finished(last)));
      return;
    }
    client.finished(last);
  }

  @Override
  public void failed(FrameBody.Failed last) {
    client.failed(last);
  }
}
