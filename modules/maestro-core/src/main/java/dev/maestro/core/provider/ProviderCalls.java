package dev.maestro.core.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.api.provider.ProviderVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks providers, and reads "nobody answers" against what was announced. */
public final class ProviderCalls {
  private static final Duration RETRY_AFTER = Duration.ofMillis(ProviderVerticle.HEARTBEAT_MILLIS);

  private final ProviderBus bus;
  private final Announcements announcements;

  public ProviderCalls(ProviderBus bus, Announcements announcements) {
    this.bus = bus;
    this.announcements = announcements;
  }

  /** Every failure is a ProviderException. */
  public <T> Future<T> request(Ability ability, String provider, Object message, Class<T> answer) {
    return bus.request(ability.address(provider), message, answer)
        .recover(cause -> Future.failedFuture(translated(cause, provider, ability)));
  }

  /** What a failed request to a provider means. */
  public ProviderException translated(Throwable cause, String provider, Ability ability) {
    if (ProviderBus.isNobody(cause)) {
      return absence(announcements.known(provider), provider, ability);
    }
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT
        ? ProviderException.of(ErrorKind.TIMEOUT, "The provider did not answer in time.", cause)
        : ProviderException.from(cause);
  }

  /** The provider's description; fails where it never announced itself. */
  public ProviderDescription description(String provider) {
    return announcements.known(provider).orElseThrow(() -> unknown(provider));
  }

  private ProviderException absence(
      Optional<ProviderDescription> known, String provider, Ability ability) {
    if (known.isEmpty()) {
      return unknown(provider);
    }
    Predicate<ProviderDescription> able = ability::isIn;
    return known.filter(able).isEmpty()
        ? ProviderException.of(
            ErrorKind.UNSUPPORTED,
            "The provider " + provider + " cannot do this: " + ability.wording() + ".")
        : new ProviderException(
            ErrorFacts.of(
                    ErrorKind.UNAVAILABLE,
                    "No node serves the provider " + provider + " at the moment; try again soon.")
                .withRetryAfter(RETRY_AFTER));
  }

  private ProviderException unknown(String provider) {
    String known = String.join(", ", announcements.knownIds());
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.NOT_FOUND,
                "There is no provider \""
                    + provider
                    + "\". "
                    + (known.isEmpty() ? "None is there yet." : "There are: " + known + "."))
            .withCode("provider_not_found"));
  }
}
