package dev.maestro.gateway.operation;

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
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.NewKey;
import dev.maestro.core.NewSession;
import dev.maestro.core.ProviderView;
import dev.maestro.core.SessionChange;
import dev.maestro.core.SessionView;
import dev.maestro.core.Target;
import dev.maestro.core.store.StoredResponse;
import dev.maestro.core.turn.KeptTurn;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the routes ask of core. Every failure is a {@link dev.maestro.api.ProviderException}. */
public interface Operations {
  Future<Caller> authenticate(Secret presented);

  Future<SessionView> createSession(NewSession wanted);

  /** As conversations need it: what is remembered of it will do. */
  Future<SessionView> findSession(String provider, String name);

  /** As it is now. */
  Future<SessionView> showSession(String provider, String name);

  /** Null filters take all. */
  Future<List<SessionView>> listSessions(String provider, String authType, String status);

  Future<SessionView> updateSession(String provider, String name, SessionChange change);

  Future<Void> deleteSession(String provider, String name);

  Future<SessionView> refreshTokens(String provider, String name);

  /** Whether a login of it waits for its person, or its vendor. */
  Future<Boolean> isLoginPending(String provider, String name);

  /** A new login to a session that is there. */
  Future<SessionView> beginLogin(String provider, String name);

  /** Finishes a login with what the person pasted. */
  Future<SessionView> finishLogin(String provider, String name, Secret pasted);

  /** Finishes a login with what a browser brought; never fails. */
  Future<LoginOutcome> finishLogin(BrowserReturn back);

  /** Where browsers come back to on this node. */
  Future<Void> receiveBrowsers(CallbackDoor door);

  Future<ModelCatalogue> listModels(String provider, String name, boolean refresh);

  InboundStream streamChat(SessionView session, StreamCall call);

  InboundStream countTokens(SessionView session, StreamCall call);

  Future<Target> resolve(String model, String sessionHeader, Caller caller);

  /** The request with what was kept for a client that cannot carry it. */
  Future<ChatRequest> recallTurns(Caller caller, String provider, ChatRequest request);

  /** Completes when the turn will be found again by any node. */
  Future<Void> keepTurn(Caller caller, KeptTurn turn);

  /** Asks for an answer that the vendor keeps. */
  InboundStream keptAnswer(SessionView session, StreamCall call);

  /** Completes when the answer will be found by any node. */
  Future<Void> storeResponse(Caller caller, Dialect dialect, StoredResponse response);

  Future<Optional<StoredResponse>> findResponse(Caller caller, Dialect dialect, String id);

  /** The turns up to an answer, oldest first; empty where it, or one before it, is not there. */
  Future<List<StoredResponse>> conversation(
      Caller caller, Dialect dialect, String id, long mostBytes);

  /** Whether there was one. */
  Future<Boolean> deleteResponse(Caller caller, Dialect dialect, String id);

  List<ProviderView> listProviders();

  ProviderView providerCapabilities(String id);

  Future<NewKey> createKey(String name, String role, Optional<List<String>> sessions);

  Future<List<KeyView>> listKeys();

  Future<Void> deleteKey(String id);

  NotificationOperations notifications();

  boolean ready();
}
