package dev.maestro.api.bus;

import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.MessageConsumerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream address of a node, registered once: hands what comes from other nodes to the streams
 * of this one. Deployed on every clustered node before its providers and gateways.
 */
public final class StreamNode extends VerticleBase {
  /** Room for every stream's window; a full consumer would drop frames, and the numbers show it. */
  private static final int BUFFERED = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(StreamNode.class);

  private final String node;

  /** For the node of this name. */
  public StreamNode(String node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    StreamPost post = new StreamPost(vertx, node);
    MessageConsumerOptions options =
        new MessageConsumerOptions()
            .setAddress(Addresses.node(node))
            .setMaxBufferedMessages(BUFFERED);
    MessageConsumer<Object> consumer = vertx.eventBus().consumer(options);
    consumer.handler((Message<Object> message) -> relay(post, message));
    return consumer.completion();
  }

  // Whose stream it was cannot be told; its numbers or its deadline show that something is missing.
  private static void relay(StreamPost post, Message<Object> message) {
    try {
      post.relay(message.body());
    } catch (ProviderException unreadable) {
      LOG.warn("{}", unreadable.getMessage());
    }
  }
}
