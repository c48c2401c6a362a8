package dev.maestro.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final Remembered<String, String> values = new Remembered<>(10, Duration.ofMinutes(1));
  private final AtomicInteger reads = new AtomicInteger();

  private Future<Optional<String>> read(String value) {
    reads.incrementAndGet();
    return Future.succeededFuture(Optional.ofNullable(value));
  }

  @Test
  void readsOnce() {
    values.find("k", () -> read("v"));
    assertThat(values.find("k", () -> read("w")).result()).contains("v");
    assertThat(reads).hasValue(1);
  }

  @Test
  void readsAgainWhatWasForgotten() {
    values.find("k", () -> read("v"));
    values.forgetAll();
    assertThat(values.find("k", () -> read("w")).result()).contains("w");
  }

  @Test
  void ofManyWhoWantTheSameOneReads() {
    Promise<Optional<String>> slow = Promise.promise();
    Future<Optional<String>> first = values.find("k", slow::future);
    Future<Optional<String>> second = values.find("k", () -> read("w"));
    Future<Optional<String>> other = values.find("l", () -> read("x"));
    assertThat(second.isComplete()).isFalse();
    assertThat(other.result()).contains("x");
    slow.complete(Optional.of("v"));
    assertThat(first.result()).contains("v");
    assertThat(second.result()).contains("v");
    assertThat(reads).hasValue(1);
  }

  @Test
  void whoComesAfterAChangeIsNotGivenWhatIsReadSinceBefore() {
    Promise<Optional<String>> slow = Promise.promise();
    values.find("k", slow::future);
    values.forget("k");
    assertThat(values.find("k", () -> read("new")).result()).contains("new");
    slow.complete(Optional.of("old"));
    assertThat(values.find("k", () -> read("w")).result()).contains("new");
  }

  @Test
  void whoWaitedForAFailureFailsAndTheNextReadsAgain() {
    Promise<Optional<String>> slow = Promise.promise();
    values.find("k", slow::future);
    Future<Optional<String>> second = values.find("k", () -> read("w"));
    slow.fail("away");
    assertThat(second.failed()).isTrue();
    assertThat(values.find("k", () -> read("v")).result()).contains("v");
    Future<Optional<String>> broken =
        values.find(
            "l",
            () -> {
              throw new IllegalStateException("a fault");
            });
    assertThat(broken.failed()).isTrue();
    assertThat(values.find("l", () -> read("v")).result()).contains("v");
  }

  @Test
  void whoWaitsIsAnsweredOnItsOwnContext() throws Exception {
    Vertx vertx = Vertx.vertx();
    Promise<Optional<String>> slow = Promise.promise();
    values.find("k", slow::future);
    Context own = vertx.getOrCreateContext();
    Promise<Context> answered = Promise.promise();
    Promise<Void> asked = Promise.promise();
    own.runOnContext(now -> {
      values
          .find("k", () -> read("w"))
          .onComplete(done -> answered.complete(Vertx.currentContext()));
      asked.complete();
    });
    asked.future().await(10, TimeUnit.SECONDS);
    slow.complete(Optional.of("v"));
    assertThat(answered.future().await(10, TimeUnit.SECONDS)).isSameAs(own);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void keepsNothingThatIsNotThere() {
    values.find("k", () -> read(null));
    assertThat(values.find("k", () -> read("v")).result()).contains("v");
  }

  @Test
  void keepsWhatIsNewerThanTheLastChangeAlone() {
    long before = values.changes();
    values.keep("k", "v", before);
    assertThat(values.find("k", () -> read("w")).result()).contains("v");
    values.forget("other");
    values.keep("k", "old", before);
    assertThat(values.find("k", () -> read("w")).result()).contains("v");
  }

  @Test
  void doesNotKeepWhatWasReadBeforeAChange() {
    Promise<Optional<String>> slow = Promise.promise();
    Future<Optional<String>> old = values.find("k", slow::future);
    values.forget("k");
    slow.complete(Optional.of("old"));
    assertThat(old.result()).contains("old");
    assertThat(values.find("k", () -> read("new")).result()).contains("new");
  }
}
