package dev.maestro.api.bus;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.function.Function;

/** Opens streams. One per verticle; used on that verticle's context. */
public final class StreamClient {
  /** The first request to a node also looks the node up and connects to it. */
  private static final int ACCEPT_DEADLINES = 2;

  private final Vertx vertx;
  private final String node;
  private final ProviderBus bus;
  private final StreamLimits limits;

  /** For a node of this name. */
  public StreamClient(Vertx vertx, String node, StreamLimits limits) {
    this.vertx = vertx;
    this.node = node;
    this.bus = new ProviderBus(vertx);
    this.limits = limits;
  }

  /**
   * Opens a stream at a provider: this node's own if it has one, else another node's. The stream is
   * there at once, so that it can be cancelled at any time; {@link InboundStream#opened()} tells
   * when the vendor has answered, or why not. Where nobody serves the provider that fails with
   * Vert.x's own {@code NO_HANDLERS}, which core reads against the announcements.
   */
  public InboundStream open(String provider, StreamCall call) {
    return open(provider, call, Future::failedFuture);
  }

  /**
   * The same, with a word of the opener's own on why the stream could not be opened: what {@link
   * InboundStream#opened()} fails with is what the Future of {@code refusal} fails with.
   */
  public InboundStream open(
      String provider, StreamCall call, Function<Throwable, Future<StreamOpened>> refusal) {
    return openAt(Addresses.stream(provider), call, refusal);
  }

  /**
   * Asks how many tokens a request would take, in the same way: the vendor's answer comes as it
   * came, and as the input tokens of the usage.
   */
  public InboundStream count(
      String provider, StreamCall call, Function<Throwable, Future<StreamOpened>> refusal) {
    return openAt(Addresses.count(provider), call, refusal);
  }

  /** Asks for an answer that the vendor keeps, in the same way. */
  public InboundStream kept(
      String provider, StreamCall call, Function<Throwable, Future<StreamOpened>> refusal) {
    return openAt(Addresses.kept(provider), call, refusal);
  }

  private InboundStream openAt(
      String address, StreamCall call, Function<Throwable, Future<StreamOpened>> refusal) {
    String id = UUID.randomUUID().toString();
    InboundStream stream =
        new InboundStream(vertx, new StreamPost(vertx, node), id, call, limits, refusal);
    OpenStream open = new OpenStream(id, node, limits.credits(), 0, call);
    bus.local(address, open, Accepted.class)
        .recover(cause ->
            ProviderBus.isNobody(cause) ? elsewhere(address, open) : Future.failedFuture(cause))
        .onComplete(stream::accepted, stream::refused);
    return stream;
  }

  private Future<Accepted> elsewhere(String address, OpenStream open) {
    if (!vertx.isClustered()) {
      return Future.failedFuture(ProviderBus.nobody());
    }
    int length = open.call().body().length();
    OpenStream sent =
        length <= limits.openBytes()
            ? open
            : new OpenStream(
                open.stream(), node, open.credits(), length, open.call().withoutBody());
    return bus.anywhere(address, sent, Accepted.class, ACCEPT_DEADLINES * limits.deadlineMillis())
        .recover(cause -> Future.failedFuture(ProviderBus.isLate(cause) ? lost() : cause));
  }

  /** The failure of a stream whose other end went silent. */
  static ProviderException lost() {
    return ProviderException.of(
        ErrorKind.LOST, "The node that served this stream went away, or frames were lost.");
  }
}
