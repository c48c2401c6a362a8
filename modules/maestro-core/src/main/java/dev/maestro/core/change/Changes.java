package dev.maestro.core.change;

import dev.maestro.api.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Lets every node's caches forget a session or client key that changed. */
public final class Changes {
  private final Vertx vertx;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final MessageConsumer<String> consumer;

  public Changes(Vertx vertx) {
    this.vertx = vertx;
    this.consumer = vertx.eventBus().consumer(Addresses.CHANGES, message -> heard(message.body()));
  }

  /** Listeners are called from any thread, with the id, at least once per change. */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** This node forgets before the call returns, the others soon after. */
  public void tell(String id) {
    heard(id);
    vertx.eventBus().publish(Addresses.CHANGES, id);
  }

  /** This node alone forgets: it found out about another's change. */
  public void forgetHere(String id) {
    heard(id);
  }

  /** Completes once changes of other nodes are heard. */
  public Future<Void> listening() {
    return consumer.completion();
  }

  public Future<Void> close() {
    return consumer.unregister();
  }

  private void heard(String id) {
    listeners.forEach(listener -> listener.accept(id));
  }
}
