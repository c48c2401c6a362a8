package dev.maestro.core.session;

import dev.maestro.api.bus.SessionCall;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.core.provider.Ability;
import dev.maestro.core.provider.ProviderCalls;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a vendor look at a key before it counts. */
public final class NewKeyCheck {
  private static final Logger logger = LoggerFactory.getLogger(NewKeyCheck.class);

  private final ProviderCalls providers;
  private final InstantSource clock;

  public NewKeyCheck(ProviderCalls providers, InstantSource clock) {
    this.providers = providers;
    this.clock = clock;
  }

  /**
   * Completes with when the key was found good; empty where nobody could tell, for then it may be
   * good. Fails only where the vendor refuses the key.
   *
   * @param holder the id under which the provider opens it
   */
  public Future<Optional<Instant>> check(String provider, String holder) {
    return providers
        .request(Ability.API_KEY, provider, new SessionCall(holder), KeyCheck.class)
        .otherwise(failure -> new KeyCheck.Unknown(failure.getMessage()))
        .compose(check ->
            switch (check) {
              case KeyCheck.Good good -> Future.succeededFuture(Optional.of(clock.instant()));
              case KeyCheck.Unknown unknown -> {
                logger.info("A session's new key could not be checked: {}", unknown.reason());
                yield Future.succeededFuture(Optional.empty());
              }
              case KeyCheck.Bad bad ->
                  Future.failedFuture(SessionRefusals.keyRejected(bad.error()));
            });
  }
}
