package dev.maestro.core.refresh;

import dev.maestro.api.ProviderException;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One breaker a provider's token endpoint: while the endpoint fails, one session asks it every two
 * seconds instead of all of them.
 */
public final class TokenBreakers {
  private static final int FAILURES = 5;
  private static final long PROBE_MILLIS = 2_000;

  private final Vertx vertx;
  private final Consumer<String> recovered;
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
  private final Set<String> probing = ConcurrentHashMap.newKeySet();

  /** With who is told the id of a provider whose endpoint answers again. */
  TokenBreakers(Vertx vertx, Consumer<String> recovered) {
    this.vertx = vertx;
    this.recovered = recovered;
  }

  /** Asks, or fails at once with {@link io.vertx.circuitbreaker.OpenCircuitException}. */
  <T> Future<T> ask(String provider, Supplier<Future<T>> question) {
    CircuitBreaker breaker = of(provider);
    boolean probes = breaker.state() == CircuitBreakerState.HALF_OPEN && probing.add(provider);
    Future<T> answer = breaker.execute(question);
    return probes ? answer.onComplete(done -> probing.remove(provider)) : answer;
  }

  /** Whether nobody is to ask for the moment. */
  boolean isBlocked(String provider) {
    CircuitBreaker breaker = breakers.get(provider);
    return breaker != null && isBlocked(provider, breaker);
  }

  /** Providers that nobody is to ask for the moment. */
  List<String> blocked() {
    return breakers.entrySet().stream()
        .filter(breaker -> isBlocked(breaker.getKey(), breaker.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isBlocked(String provider, CircuitBreaker breaker) {
    return switch (breaker.state()) {
      case OPEN -> true;
      case HALF_OPEN -> probing.contains(provider);
      case CLOSED -> false;
    };
  }

  void close() {
    breakers.values().forEach(CircuitBreaker::close);
  }

  private CircuitBreaker of(String provider) {
    return breakers.computeIfAbsent(provider, this::make);
  }

  private CircuitBreaker make(String provider) {
    CircuitBreakerOptions options =
        new CircuitBreakerOptions()
            .setMaxFailures(FAILURES)
            .setTimeout(-1) // the request has its own limit
            .setResetTimeout(PROBE_MILLIS);
    return CircuitBreaker.create("tokens of " + provider, vertx, options)
        .failurePolicy(answer -> answer.failed() && counts(answer.cause()))
        .closeHandler(closed -> recovered.accept(provider));
  }

  private static boolean counts(Throwable cause) {
    return cause instanceof ProviderException refusal
        && RefreshFailure.passes(refusal.kind())
        && !RefreshFailure.isOurs(refusal.kind());
  }
}
