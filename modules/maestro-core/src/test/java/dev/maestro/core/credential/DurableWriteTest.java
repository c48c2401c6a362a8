package dev.maestro.core.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token exists nowhere else until it is stored. */
class DurableWriteTest {
  private final Vertx vertx = Vertx.vertx();
  private final Queue<Throwable> failures = new ArrayDeque<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<String> write() {
    return new DurableWrite(vertx)
        .go(() ->
            failures.isEmpty()
                ? Future.succeededFuture("stored")
                : Future.failedFuture(failures.remove()));
  }

  private static PgException refusal(String state) {
    return new PgException("refused", "ERROR", state, null);
  }

  @Test
  void whateverMayPassIsTriedAgain() throws Exception {
    failures.addAll(
        List.of(
            ProviderException.of(ErrorKind.UNAVAILABLE, "The database is away."),
            refusal("40P01"), // a deadlock
            refusal("57014"), // a statement was cancelled
            new IllegalStateException("the pool is closed for a moment")));

    assertThat(write().await(20, TimeUnit.SECONDS)).isEqualTo("stored");
    assertThat(failures).isEmpty();
  }

  @Test
  void whatWouldFailAgainIsSaidAtOnce() {
    for (String state : List.of("22001", "23505", "42703")) {
      failures.clear();
      failures.add(refusal(state));
      failures.add(new IllegalStateException("asked again"));

      assertThatThrownBy(() -> write().await(20, TimeUnit.SECONDS)).isInstanceOf(PgException.class);
      assertThat(failures).hasSize(1);
    }
  }
}
