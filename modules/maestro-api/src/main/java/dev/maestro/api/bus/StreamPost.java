package dev.maestro.api.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Brings frames and controls to the other end of a stream: by reference on this node, through the
 * node's one address elsewhere.
 */
final class StreamPost {
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final Vertx vertx;
  private final String self;

  StreamPost(Vertx vertx, String self) {
    this.vertx = vertx;
    this.self = self;
  }

  boolean isLocal(String node) {
    return self.equals(node);
  }

  /** Fails where the other node is known to be gone; success means only that it was handed over. */
  Future<Void> frame(String node, StreamFrame frame) {
    return post(node, Addresses.frames(frame.stream()), frame);
  }

  /** Likewise. */
  Future<Void> control(String node, StreamControl control) {
    return post(node, Addresses.control(control.stream()), control);
  }

  /** Hands a message that came from another node to the end of the stream on this one. */
  void relay(Object message) {
    switch (message) {
      case StreamFrame frame ->
          vertx.eventBus().send(Addresses.frames(frame.stream()), frame, LOCAL);
      case StreamControl control ->
          vertx.eventBus().send(Addresses.control(control.stream()), control, LOCAL);
      default -> throw new IllegalArgumentException("not of a stream: " + message.getClass());
    }
  }

  private Future<Void> post(String node, String local, Object message) {
    if (isLocal(node)) {
      return vertx.eventBus().sender(local, LOCAL).write(message);
    }
    return vertx.eventBus().sender(Addresses.node(node)).write(message);
  }
}
