package dev.maestro.api.provider;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Accepted;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.bus.ModelList;
import dev.maestro.api.bus.OpenStream;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.bus.StreamLimits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The type a provider extends and offers to the ServiceLoader. It registers one consumer for each
 * part that is present, opens the vault around each call, announces the provider, and drains its
 * streams when it is undeployed. A whole provider:
 *
 * <pre>{@code
 * public final class AcmeVerticle extends ProviderVerticle {
 *   public String defaultId() { return "acme"; }
 *   public List<Setting> settings() {
 *     return List.of(Setting.of("base-url", "https://api.acme.example", "Where Acme answers."));
 *   }
 *   protected ProviderParts parts(ProviderContext context) {
 *     AcmeConfig config = new AcmeConfig(context.settings());
 *     return ProviderParts.none()
 *         .withApiKey(new AcmeApiKey(config, context.upstream()))
 *         .withModels(new AcmeModels(config, context.upstream()))
 *         .withStreaming(new AcmeStreaming(config));
 *   }
 * }
 * }</pre>
 */
public abstract class ProviderVerticle extends VerticleBase {
  /** How often a provider says that it is still there, in milliseconds. */
  public static final long HEARTBEAT_MILLIS = 5_000;

  private static final long DRAIN_MILLIS = 30_000;
  private static final Logger LOG = LoggerFactory.getLogger(ProviderVerticle.class);

  private final String instance = UUID.randomUUID().toString();
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private final Set<Object> running = new HashSet<>();
  private final Promise<Void> drained = Promise.promise();
  private ProviderContext here;
  private ProviderDescription description;
  private long heartbeat;
  private boolean stopping;

  /** For subclasses, which have no arguments: the ServiceLoader makes them. */
  protected ProviderVerticle() {}

  /** The id it runs under unless the operator gives another: lower-case letters, digits, dashes. */
  public abstract String defaultId();

  /** The settings it takes. */
  public abstract List<Setting> settings();

  /**
   * The parts that exist, made once at deployment. Throws a {@link ProviderException} naming a
   * setting that is wrong.
   */
  protected abstract ProviderParts parts(ProviderContext given);

  /** Called by core once, before deployment. */
  public final void connect(ProviderContext given) {
    this.here = given;
  }

  @Override
  public final Future<?> start() {
    ProviderParts parts = parts(here);
    String id = here.id();
    description = describe(parts);
    serve(Addresses.describe(id), message -> Future.succeededFuture(description));
    parts
        .apiKey()
        .ifPresent(part ->
            serve(
                Addresses.apiKeyCheck(id),
                call -> here.vault().open(session(call)).compose(part::check)));
    parts.oauth().ifPresent(part -> logins(new LoginService(here.vault(), part)));
    Credentials credentials = new Credentials(here.vault(), parts.oauth());
    parts
        .models()
        .ifPresent(part ->
            serve(
                Addresses.models(id),
                call -> credentials.with(session(call), part::models).map(ModelList::new)));
    parts
        .streaming()
        .ifPresent(
            part -> consume(Addresses.stream(id), message -> stream(part, credentials, message)));
    parts
        .counting()
        .ifPresent(
            part -> consume(Addresses.count(id), message -> stream(part, credentials, message)));
    parts
        .kept()
        .ifPresent(
            part -> consume(Addresses.kept(id), message -> stream(part, credentials, message)));
    consume(Addresses.ROLL_CALL, message -> announce(stopping));
    heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> announce(stopping));
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
        .onSuccess(ready -> announce(stopping));
  }

  /** Unregisters, then waits for what is running, at most 30 s; what runs longer is broken off. */
  @Override
  public final Future<?> stop() {
    stopping = true;
    vertx.cancelTimer(heartbeat);
    announce(true);
    long deadline = vertx.setTimer(DRAIN_MILLIS, late -> drained.tryComplete());
    Future<?> silent = Future.all(consumers.stream().map(MessageConsumer::unregister).toList());
    ended(null);
    return silent
        .compose(quiet -> drained.future())
        .onComplete(done -> vertx.cancelTimer(deadline))
        .eventually(here.upstream()::close);
  }

  private ProviderDescription describe(ProviderParts parts) {
    List<String> features = new ArrayList<>();
    parts.models().ifPresent(part -> features.add("models"));
    parts.streaming().ifPresent(part -> features.add("streaming"));
    parts.counting().ifPresent(part -> features.add("count"));
    parts.kept().ifPresent(part -> features.add("kept"));
    List<Dialect> dialects =
        parts
            .streaming()
            .map(part -> part.wires().stream().map(WireDialect::dialect).toList())
            .orElse(List.of());
    List<AuthType> types = new ArrayList<>();
    parts.apiKey().ifPresent(part -> types.add(AuthType.API_KEY));
    parts.oauth().ifPresent(part -> types.add(AuthType.OAUTH));
    return new ProviderDescription(
        here.id(),
        version(getClass()),
        version(ProviderVerticle.class),
        types,
        parts.oauth().map(OAuthPart::flow).orElse(null),
        features,
        dialects,
        settings(),
        parts.rules(),
        here.node());
  }

  private static String version(Class<?> type) {
    return type.getModule().getDescriptor() == null
        ? "unknown"
        : type.getModule().getDescriptor().rawVersion().orElse("unknown");
  }

  private void logins(LoginService logins) {
    String id = here.id();
    serve(Addresses.authorize(id), call -> logins.authorize((LoginCall) call.body()));
    serve(Addresses.exchange(id), call -> logins.exchange((LoginCall) call.body()));
    serve(Addresses.refresh(id), call -> logins.refresh(session(call)));
    serve(Addresses.revoke(id), call -> logins.revoke(session(call)));
  }

  private static String session(Message<Object> message) {
    return ((SessionCall) message.body()).session();
  }

  private void announce(boolean leaving) {
    vertx
        .eventBus()
        .publish(Addresses.ANNOUNCEMENTS, new Announcement(instance, description, leaving));
  }

  private void serve(String address, Function<Message<Object>, Future<?>> operation) {
    consume(
        address,
        message ->
            run(
                Future.succeededFuture(message)
                    .compose(asked -> Objects.requireNonNull(operation.apply(asked)))
                    .onComplete(message::reply, cause -> refuse(address, message, cause))));
  }

  // A refresh that is cut off loses what the vendor gave: stopping waits for it.
  private void run(Future<?> operation) {
    running.add(operation);
    operation.onComplete(done -> context.runOnContext(here -> ended(operation)));
  }

  private static void refuse(String address, Message<Object> message, Throwable cause) {
    if (!(cause instanceof ProviderException)) {
      LOG.error("{} failed", address, cause);
    }
    message.reply(ProviderException.from(cause));
  }

  private void consume(String address, Handler<Message<Object>> handler) {
    consumers.add(vertx.eventBus().consumer(address, handler));
  }

  private void stream(StreamingPart part, Credentials credentials, Message<Object> message) {
    try {
      stream(part, credentials, message, (OpenStream) message.body());
    } catch (ProviderException unreadable) {
      message.reply(unreadable);
    }
  }

  private void stream(
      StreamingPart part, Credentials credentials, Message<Object> message, OpenStream open) {
    OutboundStream out = new OutboundStream(vertx, here.node(), open, StreamLimits.DEFAULT);
    message.reply(new Accepted(here.node()));
    Conversation conversation = new Conversation(vertx, here, part, credentials, out);
    running.add(conversation);
    conversation.run().onComplete(done -> ended(conversation));
  }

  private void ended(Object work) {
    running.remove(work);
    if (stopping && running.isEmpty()) {
      drained.tryComplete();
    }
  }
}
