package dev.maestro.gateway;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import dev.maestro.core.store.NotificationRow;
import dev.maestro.gateway.operation.NotificationOperations;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notifications in memory. */
final class FakeNotifications implements NotificationOperations {
  final List<NotificationView> all = new CopyOnWriteArrayList<>();
  final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  final AtomicInteger read = new AtomicInteger();
  volatile boolean away;

  /** Adds one; it is settled where it is said, so not open. */
  NotificationView add(String detail, boolean settled) {
    NotificationView one =
        NotificationView.of(
            new NotificationRow(
                all.size() + 1L,
                "needs_login",
                new UUID(0, 1),
                "fake",
                "work",
                detail,
                Instant.parse("2026-01-02T03:04:05Z"),
                Optional.empty(),
                Optional.empty(),
                settled ? Optional.of(Instant.EPOCH) : Optional.empty()));
    all.add(one);
    return one;
  }

  void tell() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public Future<List<NotificationView>> list(Caller caller, boolean open) {
    return Future.succeededFuture(
        all.reversed().stream().filter(one -> !open || one.settledAt() == null).toList());
  }

  @Override
  public Future<List<NotificationView>> since(
      Caller caller, long after, long openUpTo, int atMost) {
    if (away) {
      return Future.failedFuture(ProviderException.of(ErrorKind.UNAVAILABLE, "Away."));
    }
    List<NotificationView> page =
        all.stream()
            .filter(one -> one.id() > after && (one.id() > openUpTo || one.settledAt() == null))
            .limit(atMost)
            .toList();
    read.addAndGet(page.size());
    return Future.succeededFuture(page);
  }

  @Override
  public Future<Long> newest() {
    return Future.succeededFuture((long) all.size());
  }

  @Override
  public Future<NotificationView> ack(Caller caller, String id) {
    return all.stream()
        .filter(one -> String.valueOf(one.id()).equals(id))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(() ->
            Future.failedFuture(
                new ProviderException(
                    ErrorFacts.of(ErrorKind.NOT_FOUND, "There is none.")
                        .withCode("notification_not_found"))));
  }

  @Override
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
