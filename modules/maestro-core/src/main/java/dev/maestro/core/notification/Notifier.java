package dev.maestro.core.notification;

import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** Tells people that they must act, and that they need not any more. */
public interface Notifier {
  /**
   * Tells once: while a notification of this kind about this session is not settled, no other is
   * made, on whatever node.
   *
   * @param detail what happened, one or two sentences, safe to show
   */
  Future<Void> raise(NotificationKind kind, SessionRow session, String detail);

  /** The sessions of which this is told and not settled. */
  Future<List<UUID>> told(NotificationKind kind);

  /** Settles what the state of its session has overtaken. */
  Future<Void> settleOvertaken();

  /** The session is well again: its notifications are settled. */
  Future<Void> settle(UUID session);

  /** The same for what is done whether or not this works: a failure is logged, a sweep mends it. */
  default Future<Void> trySettle(UUID session) {
    return settle(session)
        .onFailure(failure ->
            LoggerFactory.getLogger(Notifier.class)
                .warn("A notification could not be settled", failure))
        .otherwiseEmpty();
  }
}
