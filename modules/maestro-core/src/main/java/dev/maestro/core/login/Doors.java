package dev.maestro.core.login;

import dev.maestro.core.CallbackDoor;
import dev.maestro.core.change.Changes;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens this node's door while a login that began here waits for a browser, and no longer. */
public final class Doors {
  private static final Logger logger = LoggerFactory.getLogger(Doors.class);

  private final LoginsTable logins;
  private final Map<UUID, UUID> waiting = new ConcurrentHashMap<>();
  private volatile CallbackDoor door;

  public Doors(LoginsTable logins, Changes changes) {
    this.logins = logins;
    changes.listen(
        this::changed, () -> waiting.keySet().forEach(session -> changed(session.toString())));
  }

  /** The door there is now; opened at once if a login of before a restart waits for it. */
  public Future<Void> install(CallbackDoor opened) {
    door = opened;
    return logins
        .awaitingBrowser()
        .compose(rows ->
            Future.join(rows.stream().map(this::open).toList())
                .otherwise(failure -> {
                  logger.warn("A login from before cannot be waited for: {}", failure.getMessage());
                  return null;
                }))
        .mapEmpty();
  }

  /** Completes with the address that the browser comes back to. */
  synchronized Future<String> open(LoginRow login) {
    if (door == null) {
      return Future.failedFuture(LoginRefusals.noDoor());
    }
    waiting.put(login.session(), login.id());
    return door.open(login.expiresAt().orElse(null))
        .onFailure(failure -> forget(login.session(), login.id()));
  }

  /** The login is over; the door may be closed if it was the last. */
  void over(LoginRow login) {
    forget(login.session(), login.id());
  }

  // It may have been finished on another node, or its session deleted.
  private void changed(String id) {
    UUID session = id(id);
    UUID login = session == null ? null : waiting.get(session);
    if (login != null) {
      logins
          .find(login)
          .onSuccess(found -> {
            if (found.filter(row -> !row.claimed() && !row.expired()).isEmpty()) {
              forget(session, login);
            }
          });
    }
  }

  // One at a time: between the last that leaves and the first that comes nothing may happen.
  private synchronized void forget(UUID session, UUID login) {
    if (waiting.remove(session, login) && waiting.isEmpty()) {
      door.close();
    }
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException other) {
      return null;
    }
  }
}
