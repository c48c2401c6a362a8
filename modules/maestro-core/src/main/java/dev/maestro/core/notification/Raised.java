package dev.maestro.core.notification;

import dev.maestro.api.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets every node know that there is something new to read. It is a hint, which may get lost:
 * listeners look by themselves from time to time.
 */
public final class Raised {
  private final Vertx vertx;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final MessageConsumer<Long> consumer;

  public Raised(Vertx vertx) {
    this.vertx = vertx;
    this.consumer =
        vertx
            .eventBus()
            .consumer(Addresses.NOTIFICATIONS, message -> listeners.forEach(Runnable::run));
  }

  /**
   * Listeners are called from any thread.
   *
   * @return ends it
   */
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(long id) {
    vertx.eventBus().publish(Addresses.NOTIFICATIONS, id);
  }

  /** Completes once other nodes are heard. */
  public Future<Void> listening() {
    return consumer.completion();
  }

  public Future<Void> close() {
    return consumer.unregister();
  }
}
