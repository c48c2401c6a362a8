package dev.maestro.core.change;

import dev.maestro.core.store.ChangesChannel;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every node's caches forget a session or client key that changed. The word goes through the
 * database, which holds what changed: nodes that are no cluster hear it too.
 */
public final class Changes {
  private static final Logger logger = LoggerFactory.getLogger(Changes.class);

  private record Listener(Consumer<String> changed, Runnable missed) {}

  private final ChangesChannel channel;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  public Changes(ChangesChannel channel) {
    this.channel = channel;
  }

  /** Listeners are called from any thread, with the id, at least once per change. */
  public void listen(Consumer<String> changed) {
    listen(changed, () -> {});
  }

  /**
   * The same for one who remembers for long.
   *
   * @param missed called where nothing was heard for a while: anything may have changed
   */
  public void listen(Consumer<String> changed, Runnable missed) {
    listeners.add(new Listener(changed, missed));
  }

  /** This node forgets before the call returns, the others soon after. */
  public void tell(String id) {
    changed(id);
    channel
        .say(id)
        .onFailure(away ->
            logger.warn(
                "Other nodes were not told of a change and find it by themselves, within minutes: {}",
                away.getMessage()));
  }

  /** This node alone forgets: it found out about another's change. */
  public void forgetHere(String id) {
    changed(id);
  }

  /** Completes once changes of other nodes are heard. */
  public Future<Void> listening() {
    return channel.listen(this::changed, this::missed);
  }

  public Future<Void> close() {
    return channel.close();
  }

  private void changed(String id) {
    listeners.forEach(listener -> listener.changed().accept(id));
  }

  private void missed() {
    listeners.forEach(listener -> listener.missed().run());
  }
}
