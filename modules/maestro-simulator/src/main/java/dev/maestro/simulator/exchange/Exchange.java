package dev.maestro.simulator.exchange;

import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.AnsweredText;
import dev.maestro.simulator.ReceivedRequest.State;
import dev.maestro.simulator.script.Answer;
import dev.maestro.simulator.script.Meter;
import dev.maestro.simulator.script.Script;

/** One request in the log while it is being answered. Written by one event loop, read by any. */
public final class Exchange {
  private final Received received;
  private final Runnable changed;
  private Script script;
  private Meter meter = new Meter(0);
  private String model = "";
  private boolean stream;
  private State state = State.RECEIVED;
  private int status;
  private long startedAt;
  private long endedAt;
  private long bytes;
  private long events;
  private boolean stalled;
  private AnsweredText text = AnsweredText.NONE;

  Exchange(Received received, Script forced, Runnable changed) {
    this.received = received;
    this.script = forced;
    this.changed = changed;
  }

  /** Notes what an endpoint read in the request. */
  public void understood(String wantedModel, boolean streamed, Script wanted) {
    synchronized (this) {
      model = wantedModel;
      stream = streamed;
      script = wanted;
    }
    changed.run();
  }

  /** Notes the answer that is about to be written, so that its text gets into the log. */
  public synchronized void answering(Answer answer) {
    meter = answer.meter();
  }

  /** What the request asked of the simulator. */
  public synchronized Script script() {
    return script;
  }

  synchronized boolean ended() {
    return state != State.RECEIVED && state != State.STARTED;
  }

  void started(int answered, long at) {
    synchronized (this) {
      state = State.STARTED;
      status = answered;
      startedAt = at;
    }
    changed.run();
  }

  synchronized void written(int more, boolean event) {
    bytes += more;
    events += event ? 1 : 0;
  }

  void stalled(boolean value) {
    synchronized (this) {
      if (stalled == value) {
        return;
      }
      stalled = value;
    }
    changed.run();
  }

  void ended(State how, long at) {
    synchronized (this) {
      if (ended()) {
        return;
      }
      if (how == State.COMPLETED) {
        text = new AnsweredText(meter.sha256(), meter.characters());
      }
      state = how;
      endedAt = at;
      stalled = false;
    }
    changed.run();
  }

  /** The request as it is now. */
  public synchronized ReceivedRequest snapshot() {
    return new ReceivedRequest(
        received.seq(),
        received.vendor(),
        received.method(),
        received.path(),
        received.headers(),
        received.keyFingerprint(),
        received.body(),
        received.bodyBytes(),
        received.nonce(),
        model,
        stream,
        state,
        status,
        received.receivedAt(),
        startedAt,
        endedAt,
        bytes,
        events,
        stalled,
        text);
  }
}
