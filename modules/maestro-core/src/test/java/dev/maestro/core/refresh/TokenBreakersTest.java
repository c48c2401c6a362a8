package dev.maestro.core.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenBreakersTest {
  private static final int ENOUGH = 5;
  private final Vertx vertx = Vertx.vertx();
  private final LinkedBlockingQueue<String> recovered = new LinkedBlockingQueue<>();
  private final TokenBreakers breakers = new TokenBreakers(vertx, recovered::add);

  @AfterEach
  void close() {
    breakers.close();
    vertx.close().await();
  }

  private void fail(ErrorKind kind) {
    for (int time = 0; time < ENOUGH; time++) {
      failure(breakers.ask("acme", () -> Future.failedFuture(ProviderException.of(kind, "no"))));
    }
  }

  private static Throwable failure(Future<?> answer) {
    return answer.map((Throwable) null).otherwise(cause -> cause).await();
  }

  @Test
  void anEndpointThatFailsIsLeftAloneAndAskedByOneUntilItIsWell() throws Exception {
    fail(ErrorKind.VENDOR_FAILURE);
    assertThat(breakers.isBlocked("acme")).isTrue();
    assertThat(breakers.isBlocked("other")).isFalse();
    assertThat(breakers.blocked()).containsExactly("acme");
    assertThat(failure(breakers.ask("acme", () -> Future.succeededFuture("yes"))))
        .isInstanceOf(OpenCircuitException.class);

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (breakers.isBlocked("acme")) {
      assertThat(System.nanoTime()).as("it is asked again").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
    Promise<String> slow = Promise.promise();
    Future<String> probe = breakers.ask("acme", slow::future);
    assertThat(breakers.isBlocked("acme")).as("while one asks").isTrue();
    assertThat(failure(breakers.ask("acme", () -> Future.succeededFuture("yes"))))
        .isInstanceOf(OpenCircuitException.class);
    slow.complete("yes");

    assertThat(probe.await()).isEqualTo("yes");
    assertThat(recovered.poll(10, TimeUnit.SECONDS)).isEqualTo("acme");
    assertThat(breakers.isBlocked("acme")).isFalse();
  }

  @Test
  void aDeadGrantSaysNothingOfTheEndpoint() {
    fail(ErrorKind.NEEDS_LOGIN);
    assertThat(breakers.blocked()).isEmpty();
  }

  @Test
  void ourOwnDatabaseSaysNothingOfTheEndpoint() {
    fail(ErrorKind.UNAVAILABLE);
    assertThat(breakers.blocked()).isEmpty();
  }
}
