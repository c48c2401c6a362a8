package dev.maestro.api.bus;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamControl.Cancel;
import dev.maestro.api.bus.StreamControl.Command;
import dev.maestro.api.bus.StreamControl.Credits;
import dev.maestro.api.bus.StreamControl.Listening;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The opener's end of a stream. Frames that come before {@link #listen} wait, at most the credits
 * given. All methods are called on the context that opened it. Its last word is {@link Cancel}, and
 * it hears until the server's last frame, so that nothing is sent to an end that is not there.
 */
public final class InboundStream {
  private final Vertx vertx;
  private final StreamPost post;
  private final String id;
  private final StreamLimits limits;
  private final MessageConsumer<StreamFrame> frames;
  private final Promise<StreamOpened> opened = Promise.promise();
  private final Future<StreamOpened> answered;
  private final Deque<FrameBody> waiting = new ArrayDeque<>();
  private StreamListener listener;
  private String server;
  private StreamCall call;
  private BodySender body;
  private long next;
  private int consumed;
  private long heard = System.nanoTime();
  private long timer = -1;
  private boolean done;
  private boolean left;
  private boolean cancelled;

  InboundStream(
      Vertx vertx,
      StreamPost post,
      String id,
      StreamCall call,
      StreamLimits limits,
      Function<Throwable, Future<StreamOpened>> refusal) {
    this.vertx = vertx;
    this.post = post;
    this.id = id;
    this.call = call;
    this.limits = limits;
    this.answered = opened.future().recover(refusal);
    this.frames =
        vertx.eventBus().localConsumer(Addresses.frames(id), message -> take(message.body()));
  }

  /**
   * Completes when the vendor answered 2xx; fails with the vendor's refusal, or with why it could
   * not be asked.
   */
  public Future<StreamOpened> opened() {
    return answered;
  }

  /** Begins to hand on frames; called once. */
  public void listen(StreamListener to) {
    listener = to;
    while (!waiting.isEmpty()) {
      hand(waiting.poll());
    }
  }

  /** One data frame was worked off; its credit goes back, in batches. */
  public void consumed() {
    consumed++;
    giveCredits();
  }

  // Frames may come before the server's name does; what they cost is then given back later.
  private void giveCredits() {
    if (consumed * 2 >= limits.credits() && !done && server != null) {
      say(new Credits(consumed));
      consumed = 0;
    }
  }

  /**
   * The client is gone: nothing more comes, and the vendor's request is cancelled. Works before the
   * stream is opened.
   */
  public void cancel() {
    if (done) {
      return;
    }
    cancelled = true;
    close();
    opened.tryFail(ProviderException.of(ErrorKind.CANCELLED, "The request was cancelled."));
  }

  void accepted(Accepted accepted) {
    StreamCall asked = call;
    call = null; // a body may be large, and the answer long
    server = accepted.node();
    giveCredits();
    if (done) {
      say(new Cancel());
    }
    if (left || post.isLocal(server)) {
      return;
    }
    heard = System.nanoTime();
    timer = vertx.setPeriodic(limits.keepAliveMillis(), tick -> tick());
    if (!done) {
      body = new BodySender(asked, limits, this::say);
      body.more(1);
    }
  }

  void refused(Throwable cause) {
    call = null;
    leave();
    if (!done) {
      close();
      opened.tryFail(cause);
    }
  }

  private void tick() {
    if (System.nanoTime() - heard > limits.deadlineMillis() * 1_000_000) {
      gone();
    } else if (!done) {
      say(new Listening());
    }
  }

  private void say(Command command) {
    if (server != null) {
      post.control(server, new StreamControl(id, command)).onFailure(cause -> gone());
    }
  }

  private void gone() {
    leave();
    fail(StreamClient.lost());
  }

  private void take(StreamFrame frame) {
    heard = System.nanoTime();
    if (!done) {
      read(frame);
    }
    if (frame.body().isLast()) {
      leave();
    }
  }

  private void read(StreamFrame frame) {
    if (frame.body() instanceof FrameBody.BodyCredits credits && body != null) {
      body.more(credits.chunks());
    }
    if (frame.isNumbered()) {
      if (frame.number() != next++) {
        fail(StreamClient.lost());
      } else {
        offer(frame.body());
      }
    }
  }

  private void offer(FrameBody frame) {
    switch (frame) {
      case FrameBody.Opened facts -> opened.tryComplete(facts.facts());
      case FrameBody.Data data -> queue(data);
      case FrameBody.Unknown news -> {}
      case FrameBody.Failed failed when !opened.future().isComplete() -> {
        close();
        opened.fail(new ProviderException(failed.error()));
      }
      default -> {
        close();
        queue(frame);
      }
    }
  }

  private void queue(FrameBody frame) {
    if (listener == null) {
      waiting.add(frame);
    } else {
      hand(frame);
    }
  }

  private void hand(FrameBody frame) {
    if (cancelled) {
      return;
    }
    switch (frame) {
      case FrameBody.Data data -> listener.data(data);
      case FrameBody.Finished last -> listener.finished(last);
      case FrameBody.Failed last -> listener.failed(last);
      default -> throw new IllegalStateException("not for listeners: " + frame);
    }
  }

  private void fail(ProviderException cause) {
    if (!done) {
      offer(new FrameBody.Failed(cause.facts(), null));
    }
  }

  /** Nothing more is handed on or asked for; what still comes is passed over. */
  private void close() {
    done = true;
    say(new Cancel());
  }

  /** Nothing more comes. */
  private void leave() {
    left = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    frames.unregister();
  }
}
