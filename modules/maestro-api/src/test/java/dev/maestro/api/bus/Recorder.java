package dev.maestro.api.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A listener that keeps what it is told. */
public final class Recorder implements StreamListener {
  public final List<FrameBody> told = new CopyOnWriteArrayList<>();
  private final Promise<FrameBody> last = Promise.promise();
  private final Promise<FrameBody.Data> first = Promise.promise();
  private final Consumer<FrameBody.Data> onData;

  public Recorder(Consumer<FrameBody.Data> onData) {
    this.onData = onData;
  }

  public Future<FrameBody> last() {
    return last.future();
  }

  public Future<FrameBody.Data> first() {
    return first.future();
  }

  @Override
  public void data(FrameBody.Data data) {
    told.add(data);
    first.tryComplete(data);
    onData.accept(data);
  }

  @Override
  public void finished(FrameBody.Finished frame) {
    told.add(frame);
    last.tryComplete(frame);
  }

  @Override
  public void failed(FrameBody.Failed frame) {
    told.add(frame);
    last.tryComplete(frame);
  }
}
