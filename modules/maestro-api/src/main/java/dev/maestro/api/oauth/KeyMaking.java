package dev.maestro.api.oauth;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an API key of a login where the vendor has a way. That it will not is a normal outcome, and
 * so is that it fails for now: the login itself has succeeded, its code is used up, and its token
 * serves until the next refresh tries again.
 */
public final class KeyMaking {
  /** Remembers that a key is still to be made. */
  private static final String WANTED = "key-wanted";

  private static final int TRIES = 3;
  private static final long PATIENCE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(KeyMaking.class);

  private KeyMaking() {}

  /** Whether a refresh has to make a key: there was one, or it could not be made yet. */
  public static boolean wanted(Tokens before) {
    return before.apiKey() != null || before.more(WANTED) != null;
  }

  /**
   * The tokens with a new key; without one where the vendor refuses; as they are, to be tried again
   * at the next refresh, where it fails. Never fails itself.
   *
   * @param make asks the vendor; completes with null where the answer holds none
   */
  public static Future<Tokens> of(Tokens tokens, Supplier<Future<Secret>> make) {
    return attempt(make, TRIES)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(key -> tokens.withApiKey(key).without(WANTED))
        .otherwise(cause -> {
          boolean late = cause instanceof TimeoutException;
          ProviderException failure = ProviderException.from(cause);
          LOG.info("No API key was made of a login: {}", late ? "late" : failure.facts().code());
          return late || failure.kind().retryable()
              ? tokens.with(WANTED, Secret.of("yes"))
              : tokens.withApiKey(null).without(WANTED);
        });
  }

  private static Future<Secret> attempt(Supplier<Future<Secret>> make, int left) {
    return make.get()
        .recover(cause ->
            left > 1 && mayPassAtOnce(ProviderException.from(cause).kind())
                ? attempt(make, left - 1)
                : Future.failedFuture(cause));
  }

  // A key may be made already where no answer came, and one who asks to wait is not asked again.
  private static boolean mayPassAtOnce(ErrorKind kind) {
    return kind.retryable() && kind != ErrorKind.RATE_LIMITED && kind != ErrorKind.TIMEOUT;
  }
}
