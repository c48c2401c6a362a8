package dev.maestro.gateway;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.core.Caller;
import dev.maestro.core.KeyView;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.NewKey;
import dev.maestro.core.ProviderView;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.turn.KeptTurn;
import dev.maestro.core.turn.TurnRecall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Core as far as routes see it, in memory; streams come from a {@link FakeVendor}. */
final class FakeOperations extends FakeLogins {
  static final String PROVIDER = "fake";

  final Map<String, SessionView> sessions = new LinkedHashMap<>();
  final Map<String, KeyView> keys = new LinkedHashMap<>();
  final FakeKeys clients = new FakeKeys();
  final FakeNotifications notifications = new FakeNotifications();
  volatile StreamCall asked;
  volatile boolean ready = true;
  final Map<String, StoredResponse> stored = new ConcurrentHashMap<>();

  /** What a test completes when answers may be stored. */
  volatile Promise<Void> storing = Promise.promise();

  volatile KeptTurn kept;
  volatile Promise<Void> keeping = kept();
  volatile boolean refreshed;

  private final Vertx vertx;

  FakeOperations(Vertx vertx) {
    this.vertx = vertx;
  }

  private static Promise<Void> kept() {
    Promise<Void> kept = Promise.promise();
    kept.complete();
    return kept;
  }

  @Override
  SessionView add(String name, Dialect... dialects) {
    SessionView session =
        new SessionView(
            "id-" + name,
            PROVIDER,
            name,
            AuthType.API_KEY,
            "active",
            false,
            Instant.parse("2026-01-02T03:04:05Z"),
            null,
            null,
            null,
            null,
            "project-1",
            List.of(dialects),
            null,
            false,
            null);
    sessions.put(name, session);
    return session;
  }

  @Override
  public Future<Caller> authenticate(Secret presented) {
    return clients.authenticate(presented);
  }

  @Override
  public Future<SessionView> findSession(String provider, String name) {
    SessionView session = sessions.get(name);
    return session != null && provider.equals(PROVIDER)
        ? Future.succeededFuture(session)
        : Future.failedFuture(unknown("session", provider + "/" + name));
  }

  @Override
  public Future<SessionView> showSession(String provider, String name) {
    return findSession(provider, name);
  }

  @Override
  public Future<List<SessionView>> listSessions(String provider, String authType, String status) {
    return Future.succeededFuture(List.copyOf(sessions.values()));
  }

  @Override
  public Future<Void> deleteSession(String provider, String name) {
    return findSession(provider, name).map(found -> sessions.remove(name)).mapEmpty();
  }

  @Override
  public Future<ModelCatalogue> listModels(String provider, String name, boolean refresh) {
    refreshed = refresh;
    if (name.equals("broken")) {
      return Future.failedFuture(ProviderException.of(ErrorKind.UNREACHABLE, "Not reachable."));
    }
    ModelInfo large =
        new ModelInfo(
            "big-1",
            "Big One",
            PROVIDER,
            1000L,
            null,
            java.util.Set.of("tools"),
            java.util.Set.of("text"),
            ModelInfo.SOURCE_STATIC);
    return Future.succeededFuture(
        new ModelCatalogue(
            List.of(large, ModelInfo.named(PROVIDER, "org/small-1", "Small One")),
            Instant.ofEpochSecond(1_700_000_000),
            false));
  }

  @Override
  public InboundStream streamChat(SessionView session, StreamCall call) {
    asked = call;
    return new StreamClient(vertx, "node", StreamLimits.DEFAULT).open(PROVIDER, call);
  }

  @Override
  public InboundStream countTokens(SessionView session, StreamCall call) {
    asked = call;
    return new StreamClient(vertx, "node", StreamLimits.DEFAULT)
        .count(PROVIDER, call, Future::failedFuture);
  }

  @Override
  public Future<ChatRequest> recallTurns(Caller caller, String provider, ChatRequest request) {
    return Future.succeededFuture(
        kept == null ? request : TurnRecall.into(request, provider, Map.of("call-1", kept)));
  }

  @Override
  public Future<Void> keepTurn(Caller caller, KeptTurn turn) {
    kept = turn;
    return keeping.future();
  }

  @Override
  public Future<Target> resolve(String model, String sessionHeader, Caller caller) {
    String name = sessionHeader != null ? sessionHeader : model.split("/", 2)[0];
    String rest = sessionHeader != null ? model : model.substring(model.indexOf('/') + 1);
    return findSession(PROVIDER, name).map(session -> new Target(session, rest));
  }

  @Override
  public InboundStream keptAnswer(SessionView session, StreamCall call) {
    asked = call;
    return new StreamClient(vertx, "node", StreamLimits.DEFAULT)
        .kept(PROVIDER, call, Future::failedFuture);
  }

  @Override
  public Future<Void> storeResponse(Caller caller, Dialect dialect, StoredResponse response) {
    return storing
        .future()
        .onSuccess(now -> stored.put(caller.keyId() + "/" + response.id(), response));
  }

  @Override
  public Future<Optional<StoredResponse>> findResponse(Caller caller, Dialect dialect, String id) {
    return Future.succeededFuture(Optional.ofNullable(stored.get(caller.keyId() + "/" + id)));
  }

  @Override
  public Future<List<StoredResponse>> conversation(
      Caller caller, Dialect dialect, String id, long mostBytes) {
    return findResponse(caller, dialect, id).map(found -> found.stream().toList());
  }

  @Override
  public Future<Boolean> deleteResponse(Caller caller, Dialect dialect, String id) {
    return Future.succeededFuture(stored.remove(caller.keyId() + "/" + id) != null);
  }

  @Override
  public List<ProviderView> listProviders() {
    ProviderDescription description =
        new ProviderDescription(
            PROVIDER,
            "1.0",
            "1",
            List.of(AuthType.API_KEY),
            null,
            List.of("models"),
            List.of(FakeDialect.DIALECT),
            List.of(),
            List.of(),
            "node");
    return List.of(new ProviderView(description, List.of("node")));
  }

  @Override
  public ProviderView providerCapabilities(String id) {
    if (!id.equals(PROVIDER)) {
      throw unknown("provider", id);
    }
    return listProviders().getFirst();
  }

  @Override
  public Future<NewKey> createKey(String name, String role, Optional<List<String>> sessions) {
    keys.put("1", new KeyView("1", name, role, sessions, "…9f", Instant.EPOCH, null));
    return Future.succeededFuture(new NewKey("1", name, role, sessions, Secret.of("shown-once")));
  }

  @Override
  public Future<List<KeyView>> listKeys() {
    return Future.succeededFuture(List.copyOf(keys.values()));
  }

  @Override
  public Future<Void> deleteKey(String id) {
    return keys.remove(id) != null
        ? Future.succeededFuture()
        : Future.failedFuture(unknown("key", id));
  }

  @Override
  public FakeNotifications notifications() {
    return notifications;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  private static ProviderException unknown(String what, String name) {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "There is no " + what + " '" + name + "'.")
            .withCode(what + "_not_found"));
  }
}
