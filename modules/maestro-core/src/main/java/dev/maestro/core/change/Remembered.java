package dev.maestro.core.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Values read from the database, kept for a while and forgotten on a change. A value whose reading
 * began before a change is not kept, since it may be the old one; what is not there is not kept
 * either. Callable from any thread.
 */
public final class Remembered<K, V> {
  private final Cache<K, V> values;
  private final AtomicLong changes = new AtomicLong();

  public Remembered(long atMost, Duration howLong) {
    this.values = Caffeine.newBuilder().maximumSize(atMost).expireAfterWrite(howLong).build();
  }

  /** The value kept, without waiting for any other context; else what is read now. */
  public Future<Optional<V>> find(K key, Supplier<Future<Optional<V>>> read) {
    V known = values.getIfPresent(key);
    if (known != null) {
      return Future.succeededFuture(Optional.of(known));
    }
    long before = changes.get();
    return read.get().onSuccess(found -> found.ifPresent(value -> keep(key, value, before)));
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
