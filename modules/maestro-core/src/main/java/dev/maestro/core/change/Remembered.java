package dev.maestro.core.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Values read from the database, kept for a while and forgotten on a change. Of all who want the
 * same one at the same time one reads it. A value whose reading began before a change is not kept
 * nor given to who came after it, since it may be the old one; what is not there is not kept
 * either. Callable from any thread.
 */
public final class Remembered<K, V> {
  /** One that began after so many changes. */
  private record Reading<K>(K key, long changes) {}

  private final Cache<K, V> values;
  private final AtomicLong changes = new AtomicLong();
  private final Map<Reading<K>, Promise<Optional<V>>> readings = new ConcurrentHashMap<>();

  public Remembered(long atMost, Duration howLong) {
    this.values = Caffeine.newBuilder().maximumSize(atMost).expireAfterWrite(howLong).build();
  }

  /**
   * The value kept, without waiting for any other context; else what is read now. Completes on the
   * caller's context where it has one.
   */
  public Future<Optional<V>> find(K key, Supplier<Future<Optional<V>>> read) {
    V known = values.getIfPresent(key);
    if (known != null) {
      return Future.succeededFuture(Optional.of(known));
    }
    Reading<K> reading = new Reading<>(key, changes.get());
    Promise<Optional<V>> mine = Promise.promise();
    Promise<Optional<V>> first = readings.putIfAbsent(reading, mine);
    return first == null ? first(reading, mine, read) : here(first.future());
  }

  private Future<Optional<V>> first(
      Reading<K> reading, Promise<Optional<V>> mine, Supplier<Future<Optional<V>>> read) {
    return Future.succeededFuture()
        .compose(now -> read.get())
        .onSuccess(found -> found.ifPresent(value -> keep(reading.key(), value, reading.changes())))
        .onComplete(done -> {
          readings.remove(reading, mine);
          mine.handle(done);
        });
  }

  private static <T> Future<T> here(Future<T> elsewhere) {
    Context own = Vertx.currentContext();
    if (own == null) {
      return elsewhere;
    }
    Promise<T> here = Promise.promise();
    elsewhere.onComplete(done -> own.runOnContext(now -> here.handle(done)));
    return here.future();
  }

  /** How many changes there were; for {@link #keep}. */
  public long changes() {
    return changes.get();
  }

  /** Keeps a value, unless there was a change since so many of them. */
  public void keep(K key, V value, long before) {
    if (changes.get() == before) {
      values.put(key, value);
      if (changes.get() != before) {
        values.invalidate(key);
      }
    }
  }

  /** Forgets one. */
  public void forget(K key) {
    changes.incrementAndGet();
    values.invalidate(key);
  }

  /** Forgets all. */
  public void forgetAll() {
    changes.incrementAndGet();
    values.invalidateAll();
  }
}
