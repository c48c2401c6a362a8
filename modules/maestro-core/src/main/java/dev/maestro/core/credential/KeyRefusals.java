package dev.maestro.core.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.core.change.Changes;
import dev.maestro.core.notification.NotificationKind;
import dev.maestro.core.notification.Notifier;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys that a vendor refused in the middle of their life. A refusal may speak of something
 * else, so the key is checked before anybody is told; at most once a minute.
 */
public final class KeyRefusals {
  private static final Logger logger = LoggerFactory.getLogger(KeyRefusals.class);

  private final SessionLookup sessions;
  private final ProviderCalls providers;
  private final Notifier notifier;
  private final Cache<String, Boolean> lately =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  public KeyRefusals(
      SessionLookup sessions, ProviderCalls providers, Notifier notifier, Changes changes) {
    this.sessions = sessions;
    this.providers = providers;
    this.notifier = notifier;
    changes.listen(lately::invalidate); // another key is another matter
  }

  /** The vendor refused a request of this session as unauthorised. */
  void noted(String provider, String session) {
    if (lately.asMap().putIfAbsent(session, true) == null) {
      UUID id = UUID.fromString(session);
      // As it is remembered, for so the check opens it too: the key that it looks at.
      sessions
          .find(id)
          .compose(before ->
              check(provider, session)
                  .compose(check ->
                      check instanceof KeyCheck.Bad bad
                          ? tell(id, before.flatMap(SessionRow::secret), bad)
                          : Future.succeededFuture()))
          .onFailure(failure -> logger.warn("A refused key could not be checked", failure));
    }
  }

  /** Settles what was told of keys that are good again. */
  public Future<Void> lookAgain() {
    return notifier
        .told(NotificationKind.KEY_REJECTED)
        .compose(told -> Future.join(told.stream().map(this::lookAgain).toList()))
        .mapEmpty();
  }

  private Future<Void> lookAgain(UUID session) {
    return sessions
        .read(session)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture()
                : check(found.get().provider(), session.toString())
                    .compose(check ->
                        check instanceof KeyCheck.Good
                            ? notifier.settle(session)
                            : Future.succeededFuture()));
  }

  private Future<KeyCheck> check(String provider, String session) {
    return providers.request(Ability.API_KEY, provider, new SessionCall(session), KeyCheck.class);
  }

  // Unless that key was replaced while it was checked.
  private Future<Void> tell(UUID session, Optional<Envelope> checked, KeyCheck.Bad bad) {
    return sessions
        .read(session)
        .compose(found ->
            found
                .filter(row -> row.secret().equals(checked))
                .map(row ->
                    notifier.raise(
                        NotificationKind.KEY_REJECTED,
                        row,
                        "The provider does not accept this session's API key any more: "
                            + bad.error().message()))
                .orElse(Future.succeededFuture()));
  }
}
