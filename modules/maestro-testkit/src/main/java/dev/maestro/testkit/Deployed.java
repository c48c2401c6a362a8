package dev.maestro.testkit;

import dev.maestro.api.Dialect;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.Done;
import dev.maestro.api.bus.LoginCall;
import dev.maestro.api.bus.ModelList;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.Want;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.api.provider.ProviderSettings;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A provider on a real Vert.x, spoken to over the bus alone, as core and gateway do. */
final class Deployed {
  static final String GOOD = "good";
  static final String BAD = "bad";
  private static final String NODE = "contract";
  private static final long PATIENCE_SECONDS = 20;

  private final Vertx vertx;
  private final String id;
  private final MemoryVault vault;

  private Deployed(Vertx vertx, String id, MemoryVault vault) {
    this.vertx = vertx;
    this.id = id;
    this.vault = vault;
  }

  /** Deploys it with sessions {@link #GOOD} and {@link #BAD}. */
  static Deployed start(
      Vertx vertx, ProviderVerticle provider, VendorStandIn vendor, Map<String, String> given) {
    String id = provider.defaultId();
    MemoryVault vault =
        new MemoryVault().with(id, GOOD, vendor.goodKey()).with(id, BAD, vendor.badKey());
    ProviderSettings settings = ProviderSettings.of(id, provider.settings(), given);
    provider.connect(new ProviderContext(id, NODE, settings, vault, new UpstreamClient(vertx)));
    await(vertx.deployVerticle(provider));
    Deployed deployed = new Deployed(vertx, id, vault);
    vault.refreshWith(deployed::refresh);
    return deployed;
  }

  /** A Vert.x that knows the messages. */
  static Vertx vertx() {
    Vertx vertx = Vertx.vertx();
    BusCodecs.register(vertx.eventBus());
    return vertx;
  }

  String id() {
    return id;
  }

  Future<ProviderDescription> describe() {
    return bus().request(Addresses.describe(id), "", ProviderDescription.class);
  }

  Future<KeyCheck> check(String session) {
    return bus().request(Addresses.apiKeyCheck(id), new SessionCall(session), KeyCheck.class);
  }

  MemoryVault vault() {
    return vault;
  }

  /**
   * Begins a login.
   *
   * @param callback where Maestro listens, or null
   */
  Future<Authorization> authorize(String login, String callback) {
    return bus()
        .request(Addresses.authorize(id), new LoginCall(login, callback), Authorization.class);
  }

  Future<Done> exchange(String login) {
    return bus().request(Addresses.exchange(id), new LoginCall(login, null), Done.class);
  }

  Future<Done> refresh(String session) {
    return bus().request(Addresses.refresh(id), new SessionCall(session), Done.class);
  }

  Future<Done> revoke(String session) {
    return bus().request(Addresses.revoke(id), new SessionCall(session), Done.class);
  }

  Future<List<ModelInfo>> models(String session) {
    return bus()
        .request(Addresses.models(id), new SessionCall(session), ModelList.class)
        .map(ModelList::models);
  }

  /** Asks in neutral form. */
  Listening ask(String session, ChatRequest request, boolean stream) {
    return open(
        new StreamCall(
            session,
            Want.EVENTS,
            null,
            request.model(),
            stream,
            false,
            Map.of(),
            "",
            request,
            null));
  }

  /** Passes a body through, with whatever headers the client sent. */
  Listening pass(
      Dialect dialect, String model, boolean stream, Map<String, String> headers, Buffer body) {
    return open(
        new StreamCall(GOOD, Want.BOTH, dialect, model, stream, false, headers, "", null, body));
  }

  /** Has a neutral request counted. */
  Listening count(String session, ChatRequest request) {
    return countOf(StreamCall.neutral(session, request, Map.of()));
  }

  /** Passes a request to count through. */
  Listening passCount(Dialect dialect, String model, Buffer body) {
    return countOf(StreamCall.raw(GOOD, dialect, model, false, Map.of(), body));
  }

  private Listening countOf(StreamCall call) {
    StreamClient client = new StreamClient(vertx, NODE, StreamLimits.DEFAULT);
    return new Listening(vertx.getOrCreateContext())
        .to(() -> client.count(id, call, Future::failedFuture));
  }

  private Listening open(StreamCall call) {
    StreamClient client = new StreamClient(vertx, NODE, StreamLimits.DEFAULT);
    return new Listening(vertx.getOrCreateContext()).to(() -> client.open(id, call));
  }

  private ProviderBus bus() {
    return new ProviderBus(vertx);
  }

  /** Waits, with an end. */
  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("Nothing after " + PATIENCE_SECONDS + " s.", late);
    }
  }

  /** What it failed with, which has to be typed. */
  static ProviderException failure(Future<?> future) {
    try {
      Object value = await(future);
      throw new AssertionError("This should have failed, and gave " + value);
    } catch (ProviderException expected) {
      return expected;
    }
  }
}
