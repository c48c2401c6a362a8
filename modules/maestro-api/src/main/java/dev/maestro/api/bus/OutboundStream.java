package dev.maestro.api.bus;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamControl.BodyChunk;
import dev.maestro.api.bus.StreamControl.Cancel;
import dev.maestro.api.bus.StreamControl.Command;
import dev.maestro.api.bus.StreamControl.Credits;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * The server's end of a stream. Says exactly one last frame; after it, or after the opener
 * cancelled or went away, everything said is ignored. It hears until the opener's {@link Cancel},
 * since credits may still be on their way when the last frame is said. All methods are called on
 * the context that made it.
 */
public final class OutboundStream {
  private static final FrameBody.Failed CANCELLED =
      new FrameBody.Failed(ErrorFacts.of(ErrorKind.CANCELLED, "The request was cancelled."), null);

  private final Vertx vertx;
  private final StreamPost post;
  private final String stream;
  private final String opener;
  private final int bodyFollows;
  private final StreamLimits limits;
  private final MessageConsumer<StreamControl> controls;
  private Promise<StreamCall> body = Promise.promise();
  private StreamCall withoutBody;
  private Buffer collected;
  private int chunks;
  private Runnable onCredit = () -> {};
  private Runnable onCancel = () -> {};
  private long number;
  private int credits;
  private long heard = System.nanoTime();
  private long timer = -1;
  private boolean done;
  private boolean handed;

  /** Serves what was opened, on the node of this name. */
  public OutboundStream(Vertx vertx, String node, OpenStream open, StreamLimits limits) {
    this.vertx = vertx;
    this.post = new StreamPost(vertx, node);
    this.stream = open.stream();
    this.opener = open.opener();
    this.bodyFollows = open.bodyFollows();
    this.limits = limits;
    this.credits = open.credits();
    this.controls =
        vertx
            .eventBus()
            .localConsumer(Addresses.control(stream), message -> hear(message.body().command()));
    if (!post.isLocal(opener)) {
      timer = vertx.setPeriodic(limits.keepAliveMillis(), tick -> tick());
    }
    if (bodyFollows == 0) {
      body.complete(open.call());
    } else {
      withoutBody = open.call();
      collected = Buffer.buffer(bodyFollows);
    }
  }

  /**
   * Completes with the whole call, at once or when its body has crossed the nodes; fails where a
   * piece of the body was lost. Asked for once: what was handed over is not kept here.
   */
  public Future<StreamCall> call() {
    Future<StreamCall> call = body.future();
    handed = true;
    forget();
    return call;
  }

  private void forget() {
    if (handed && body.future().isComplete()) {
      body = Promise.promise();
    }
  }

  /** Called each time credits come while there were none. */
  public void onCredit(Runnable action) {
    onCredit = action;
  }

  /** Called once if the opener cancels or goes away before the last frame. */
  public void onCancel(Runnable action) {
    onCancel = action;
  }

  /** Whether a data frame may be sent now. */
  public boolean isWritable() {
    return credits > 0;
  }

  /** Whether the last frame was said, or nobody listens any more. */
  public boolean isDone() {
    return done;
  }

  /** The vendor answered 2xx. */
  public void opened(StreamOpened facts) {
    say(new FrameBody.Opened(facts));
  }

  /**
   * A read from the vendor. Costs a credit; what is in flight when the last one goes is sent all
   * the same.
   */
  public void data(FrameBody.Data data) {
    credits--;
    say(data);
  }

  /** The last frame of a complete answer. */
  public void finished(StreamEvent.Finished event, Usage usage) {
    sayLast(new FrameBody.Finished(event, usage));
  }

  /** The last frame of any other. */
  public void failed(ErrorFacts error, Usage usage) {
    sayLast(new FrameBody.Failed(error, usage));
  }

  private void sayLast(FrameBody frame) {
    if (!done) {
      done = true;
      send(frame);
    }
  }

  private void say(FrameBody frame) {
    if (!done) {
      send(frame);
    }
  }

  private void send(FrameBody frame) {
    long at = frame.numbered() ? number++ : -1;
    post.frame(opener, new StreamFrame(stream, at, frame)).onFailure(gone -> leave());
  }

  private void hear(Command command) {
    heard = System.nanoTime();
    if (command instanceof Cancel) {
      cancelled();
      leave();
    } else if (!done) {
      obey(command);
    }
  }

  private void obey(Command command) {
    switch (command) {
      case Credits more -> {
        boolean dry = credits <= 0;
        credits += more.frames();
        if (dry && credits > 0) {
          onCredit.run();
        }
      }
      case BodyChunk chunk -> collect(chunk);
      default -> {}
    }
  }

  private void collect(BodyChunk chunk) {
    if (collected == null) {
      return;
    }
    int length = collected.length() + chunk.bytes().length();
    boolean fits = chunk.last() ? length == bodyFollows : length < bodyFollows;
    if (chunk.number() != chunks++ || !fits) {
      collected = null;
      body.fail(StreamClient.lost());
      forget();
      return;
    }
    collected.appendBuffer(chunk.bytes());
    if (chunk.last()) {
      Buffer whole = collected;
      collected = null;
      complete(whole);
    } else {
      say(new FrameBody.BodyCredits(1));
    }
  }

  private void complete(Buffer whole) {
    try {
      body.complete(withoutBody.withBody(whole));
    } catch (ProviderException unreadable) {
      body.fail(unreadable);
    }
    forget();
  }

  private void tick() {
    if (System.nanoTime() - heard > limits.deadlineMillis() * 1_000_000) {
      leave();
    } else {
      say(new FrameBody.Alive());
    }
  }

  private void cancelled() {
    if (!done) {
      sayLast(CANCELLED);
      onCancel.run();
    }
  }

  /** The opener says nothing more, or is gone. */
  private void leave() {
    cancelled();
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    controls.unregister();
  }
}
