package dev.maestro.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
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
