package dev.maestro.gateway;

import dev.maestro.api.Dialect;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.core.BrowserReturn;
import dev.maestro.core.CallbackDoor;
import dev.maestro.core.Caller;
import dev.maestro.core.KeyView;
import dev.maestro.core.LoginOutcome;
import dev.maestro.core.Maestro;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.NewKey;
import dev.maestro.core.NewSession;
import dev.maestro.core.ProviderView;
import dev.maestro.core.SessionChange;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.turn.KeptTurn;
import dev.maestro.gateway.operation.NotificationOperations;
import dev.maestro.gateway.operation.Operations;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The operations of the running program. */
record CoreOperations(Maestro maestro) implements Operations {
  @Override
  public Future<Caller> authenticate(Secret presented) {
    return maestro.keys().authenticate(presented);
  }

  @Override
  public Future<SessionView> createSession(NewSession wanted) {
    return maestro.createSession(wanted);
  }

  @Override
  public Future<SessionView> findSession(String provider, String name) {
    return maestro.sessions().find(provider, name);
  }

  @Override
  public Future<SessionView> showSession(String provider, String name) {
    return maestro.sessions().show(provider, name);
  }

  @Override
  public Future<List<SessionView>> listSessions(String provider, String authType, String status) {
    return maestro.sessions().list(provider, authType, status);
  }

  @Override
  public Future<SessionView> updateSession(String provider, String name, SessionChange change) {
    return maestro.updateSession(provider, name, change);
  }

  @Override
  public Future<Void> deleteSession(String provider, String name) {
    return maestro.deleteSession(provider, name);
  }

  @Override
  public Future<SessionView> refreshTokens(String provider, String name) {
    return maestro.refreshTokens(provider, name);
  }

  @Override
  public Future<Boolean> isLoginPending(String provider, String name) {
    return maestro.logins().isPending(provider, name);
  }

  @Override
  public Future<SessionView> beginLogin(String provider, String name) {
    return maestro.logins().begin(provider, name);
  }

  @Override
  public Future<SessionView> finishLogin(String provider, String name, Secret pasted) {
    return maestro.logins().finish(provider, name, pasted);
  }

  @Override
  public Future<LoginOutcome> finishLogin(BrowserReturn back) {
    return maestro.logins().finish(back);
  }

  @Override
  public Future<Void> receiveBrowsers(CallbackDoor door) {
    return maestro.logins().door(door);
  }

  @Override
  public Future<ModelCatalogue> listModels(String provider, String name, boolean refresh) {
    return maestro.listModels(provider, name, refresh);
  }

  @Override
  public InboundStream streamChat(SessionView session, StreamCall call) {
    return maestro.streamChat(session, call);
  }

  @Override
  public InboundStream countTokens(SessionView session, StreamCall call) {
    return maestro.countTokens(session, call);
  }

  @Override
  public Future<Target> resolve(String model, String sessionHeader, Caller caller) {
    return maestro.modelStrings().resolve(model, sessionHeader, caller);
  }

  @Override
  public Future<ChatRequest> recallTurns(Caller caller, String provider, ChatRequest request) {
    return maestro.keptTurns().recall(caller, provider, request);
  }

  @Override
  public Future<Void> keepTurn(Caller caller, KeptTurn turn) {
    return maestro.keptTurns().keep(caller, turn);
  }

  @Override
  public InboundStream keptAnswer(SessionView session, StreamCall call) {
    return maestro.keptAnswer(session, call);
  }

  @Override
  public Future<Void> storeResponse(Caller caller, Dialect dialect, StoredResponse response) {
    return maestro.storedResponses().store(caller, dialect, response);
  }

  @Override
  public Future<Optional<StoredResponse>> findResponse(Caller caller, Dialect dialect, String id) {
    return maestro.storedResponses().find(caller, dialect, id);
  }

  @Override
  public Future<List<StoredResponse>> conversation(
      Caller caller, Dialect dialect, String id, long mostBytes) {
    return maestro.storedResponses().conversation(caller, dialect, id, mostBytes);
  }

  @Override
  public Future<Boolean> deleteResponse(Caller caller, Dialect dialect, String id) {
    return maestro.storedResponses().delete(caller, dialect, id);
  }

  @Override
  public List<ProviderView> listProviders() {
    return maestro.listProviders();
  }

  @Override
  public ProviderView providerCapabilities(String id) {
    return maestro.providerCapabilities(id);
  }

  @Override
  public Future<NewKey> createKey(String name, String role, Optional<List<String>> sessions) {
    return maestro.keys().create(name, role, sessions);
  }

  @Override
  public Future<List<KeyView>> listKeys() {
    return maestro.keys().list();
  }

  @Override
  public Future<Void> deleteKey(String id) {
    return maestro.keys().delete(id);
  }

  @Override
  public NotificationOperations notifications() {
    return new CoreNotifications(maestro.notifications());
  }

  @Override
  public boolean ready() {
    return maestro.ready();
  }
}
