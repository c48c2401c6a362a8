package dev.maestro.provider.gemini;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work that an event loop must not do, such as reading a file. */
final class Aside {
  private Aside() {}

  /** Completes on the caller's context with what the work gives or throws. */
  static <T> Future<T> run(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Context here = Vertx.currentContext();
    Thread.startVirtualThread(() -> {
      try {
        done.complete(work.get());
      } catch (RuntimeException failure) {
        done.completeExceptionally(failure);
      }
    });
    return here == null ? Future.fromCompletionStage(done) : Future.fromCompletionStage(done, here);
  }
}
