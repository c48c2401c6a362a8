package dev.maestro.gateway;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Client keys that are named as their roles. */
final class FakeKeys {
  /** Whether the key "passing" is gone. */
  volatile boolean passed;

  private final AtomicInteger asked = new AtomicInteger();

  Future<Caller> authenticate(Secret presented) {
    asked.incrementAndGet();
    String key = presented.reveal();
    return switch (key.equals("passing") && !passed ? "operator" : key) {
      case "admin" -> caller("admin", Optional.empty());
      case "operator" -> caller("operator", Optional.empty());
      case "client" -> caller("client", Optional.empty());
      case "limited" -> caller("client", Optional.of(List.of("other")));
      default ->
          Future.failedFuture(
              ProviderException.of(ErrorKind.UNAUTHORIZED, "This client key is not known."));
    };
  }

  /** Waits until keys were asked for so many times more. */
  void awaitMore(int times) {
    int until = asked.get() + times;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (asked.get() < until) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("keys were not asked for " + times + " times more");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Future<Caller> caller(String role, Optional<List<String>> sessions) {
    return Future.succeededFuture(new Caller("key-" + role, role, sessions));
  }
}
