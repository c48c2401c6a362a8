package dev.maestro.core;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.core.credential.SessionUpdate;
import dev.maestro.core.model.ModelCatalogues;
import dev.maestro.core.model.NearModels;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionCreation;
import dev.maestro.core.session.SessionDeletion;
import dev.maestro.core.session.SessionRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Everything that the gateway offers; every failure is a {@link ProviderException}. */
public final class Maestro {
  /** What the operations stand on. */
  record Parts(
      SessionCreation creation,
      SessionUpdate update,
      SessionDeletion deletion,
      Announcements announcements,
      ProviderCalls providers,
      ModelCatalogues catalogues,
      NearModels nearModels,
      StreamClient streams,
      NotificationAssembly notifying,
      BooleanSupplier ready) {}

  private final Parts parts;
  private final Sessions sessions;
  private final Keys keys;
  private final ModelStrings modelStrings;
  private final KeptTurns keptTurns;
  private final StoredResponses storedResponses;
  private final Logins logins;

  Maestro(
      Parts parts,
      Sessions sessions,
      Keys keys,
      ModelStrings modelStrings,
      KeptTurns keptTurns,
      StoredResponses storedResponses,
      Logins logins) {
    this.parts = parts;
    this.sessions = sessions;
    this.keys = keys;
    this.modelStrings = modelStrings;
    this.keptTurns = keptTurns;
    this.storedResponses = storedResponses;
    this.logins = logins;
  }

  /**
   * Creates a session and has its key checked, or begins its login: then it says what a person has
   * to do. Fails with 400 {@code invalid} or {@code api_key_rejected}, 404 {@code
   * provider_not_found}, 409 {@code session_exists} (before the key is checked), 422 for a way to
   * log in that the provider does not have.
   */
  public Future<SessionView> createSession(NewSession wanted) {
    try {
      SessionRequest.check(wanted, parts.providers(), parts.announcements().knownIds());
    } catch (ProviderException refusal) {
      return Future.failedFuture(refusal);
    }
    return AuthType.OAUTH.wire().equals(wanted.authType())
        ? logins.create(wanted, parts.creation())
        : typed(
            parts
                .creation()
                .create(wanted)
                .compose(done -> sessions.find(wanted.provider(), wanted.name())));
  }

  /**
   * Changes a session in place: its mark as default, or its API key, which is checked before it
   * takes the place of the old one. Fails with 400 {@code invalid} or {@code api_key_rejected},
   * 404, 409 while the session is being made or where another change came in between.
   */
  public Future<SessionView> updateSession(String provider, String name, SessionChange change) {
    return typed(
        parts
            .update()
            .apply(provider, name, change)
            .compose(done -> sessions.show(provider, name)));
  }

  /**
   * Removes a session with its secret and model list; 404 where there is none. A login is ended at
   * the vendor too, where the vendor has a way and can be reached.
   */
  public Future<Void> deleteSession(String provider, String name) {
    return typed(parts.deletion().delete(provider, name));
  }

  /**
   * Gets the next token now. Fails with 409 for a session by API key, which has nothing to refresh,
   * and with {@link dev.maestro.api.ErrorKind#NEEDS_LOGIN} where a person must act.
   */
  public Future<SessionView> refreshTokens(String provider, String name) {
    return logins.refresh(provider, name);
  }

  /** A session's models; {@code refresh} asks the vendor now. */
  public Future<ModelCatalogue> listModels(String provider, String name, boolean refresh) {
    return typed(
        sessions.find(provider, name).compose(session -> parts.catalogues().of(session, refresh)));
  }

  /**
   * Opens a conversation, on the caller's context. What {@link InboundStream#opened()} fails with
   * is a ProviderException: 404 or 422 where the provider is unknown or cannot do it, 503 where
   * nobody serves it; where the vendor does not know the model, with the nearest ones it lists.
   */
  public InboundStream streamChat(SessionView session, StreamCall call) {
    sessions.used(session);
    return parts
        .streams()
        .open(
            session.provider(),
            call,
            cause -> refused(session, call.model(), Ability.STREAMING, cause));
  }

  /** Asks how many tokens a request would take; as {@link #streamChat}. */
  public InboundStream countTokens(SessionView session, StreamCall call) {
    sessions.used(session);
    return parts
        .streams()
        .count(
            session.provider(),
            call,
            cause -> refused(session, call.model(), Ability.COUNT, cause));
  }

  /** Asks for an answer that the vendor keeps; as {@link #streamChat}. */
  public InboundStream keptAnswer(SessionView session, StreamCall call) {
    sessions.used(session);
    return parts
        .streams()
        .kept(
            session.provider(), call, cause -> refused(session, call.model(), Ability.KEPT, cause));
  }

  /** Conversations are not kept in this version. */
  public Future<Void> listContextChunks(String provider, String name, String context) {
    return Future.failedFuture(unsupported("Keeping conversations"));
  }

  /** Conversations are not kept in this version. */
  public Future<Void> deleteContextChunk(
      String provider, String name, String context, String chunk) {
    return Future.failedFuture(unsupported("Keeping conversations"));
  }

  /** Those that are there now, by id. */
  public List<ProviderView> listProviders() {
    return parts.announcements().byProvider().values().stream()
        .map(instances ->
            new ProviderView(
                instances.getFirst(),
                instances.stream().map(one -> one.node()).distinct().sorted().toList()))
        .toList();
  }

  /** Throws 404 {@code provider_not_found}. */
  public ProviderView providerCapabilities(String id) {
    return listProviders().stream()
        .filter(provider -> provider.description().id().equals(id))
        .findFirst()
        .orElseGet(() -> new ProviderView(parts.providers().description(id), List.of()));
  }

  /** The named sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** The logins under way. */
  public Logins logins() {
    return logins;
  }

  /** The client keys. */
  public Keys keys() {
    return keys;
  }

  /** What clients write as the model. */
  public ModelStrings modelStrings() {
    return modelStrings;
  }

  /** What people must act on. */
  public Notifications notifications() {
    return parts.notifying().notifications();
  }

  /** What is kept of a vendor's answers for clients that cannot carry it. */
  public KeptTurns keptTurns() {
    return keptTurns;
  }

  /** Answers that are kept here, because their vendor's format keeps none. */
  public StoredResponses storedResponses() {
    return storedResponses;
  }

  /** Whether the providers of this node's own folder are there. */
  public boolean ready() {
    return parts.ready().getAsBoolean();
  }

  private Future<StreamOpened> refused(
      SessionView session, String model, Ability ability, Throwable cause) {
    ProviderException refusal = parts.providers().translated(cause, session.provider(), ability);
    return refusal.kind() == ErrorKind.MODEL_NOT_FOUND
        ? parts.nearModels().refusal(session, model, refusal)
        : Future.failedFuture(refusal);
  }

  /** The same with a failure that says what it is. */
  static <T> Future<T> typed(Future<T> result) {
    return result.recover(cause -> Future.failedFuture(ProviderException.from(cause)));
  }

  private static ProviderException unsupported(String what) {
    return ProviderException.of(ErrorKind.UNSUPPORTED, what + " is not part of this version.");
  }
}
