package dev.maestro.simulator.exchange;

import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The newest requests, and those who wait for something to happen to one. */
public final class RequestLog {
  private final int kept;
  private final int bodyKept;
  private final AtomicLong last = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Exchange> exchanges = new ConcurrentSkipListMap<>();
  private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

  private record Waiter(Predicate<ReceivedRequest> wanted, Promise<ReceivedRequest> promise) {}

  public RequestLog(int kept, int bodyKept) {
    this.kept = kept;
    this.bodyKept = bodyKept;
  }

  /** The number of the next request. */
  public long next() {
    return last.incrementAndGet();
  }

  /** Adds a request. */
  public Exchange open(Vendor vendor, Incoming incoming, String uri, long at) {
    boolean login = LoginPath.of(incoming.path()).isPresent();
    String whole = incoming.body().toString();
    String body = login ? Fingerprints.maskedLoginBody(whole) : whole;
    Received received =
        new Received(
            incoming.seq(),
            vendor,
            incoming.method(),
            login ? Fingerprints.maskedLoginUri(uri) : Fingerprints.maskedUri(uri),
            Fingerprints.masked(incoming.headers()),
            Fingerprints.credential(incoming),
            body.length() <= bodyKept ? body : body.substring(0, bodyKept),
            incoming.body().length(),
            incoming.nonce(),
            at);
    Exchange exchange = new Exchange(received, incoming.forced(), () -> changed(incoming.seq()));
    exchanges.put(incoming.seq(), exchange);
    while (exchanges.size() > kept) {
      exchanges.pollFirstEntry();
    }
    changed(incoming.seq());
    return exchange;
  }

  /** The requests after a number, oldest first. */
  public List<ReceivedRequest> since(long seq) {
    return exchanges.tailMap(seq, false).values().stream().map(Exchange::snapshot).toList();
  }

  /** Completes with the first request, past or to come, that is as wanted. Fails never. */
  public Future<ReceivedRequest> await(Predicate<ReceivedRequest> wanted) {
    Waiter waiter = new Waiter(wanted, Promise.promise());
    waiters.add(waiter);
    for (Map.Entry<Long, Exchange> entry : exchanges.entrySet()) {
      if (offer(waiter, entry.getValue().snapshot())) {
        break;
      }
    }
    return waiter.promise().future();
  }

  private void changed(long seq) {
    if (waiters.isEmpty()) {
      return;
    }
    Exchange exchange = exchanges.get(seq);
    if (exchange != null) {
      ReceivedRequest now = exchange.snapshot();
      waiters.forEach(waiter -> offer(waiter, now));
    }
  }

  private boolean offer(Waiter waiter, ReceivedRequest request) {
    if (!waiter.wanted().test(request)) {
      return false;
    }
    waiters.remove(waiter);
    waiter.promise().tryComplete(request);
    return true;
  }

  public void clear() {
    exchanges.clear();
  }
}
