package dev.maestro.gateway.operation;

import dev.maestro.core.Caller;
import dev.maestro.core.NotificationView;
import io.vertx.core.Future;
import java.util.List;

/** What people must act on, as {@link dev.maestro.core.Notifications} gives it. */
public interface NotificationOperations {
  /** Newest first; {@code open} leaves those out that need nobody any more. */
  Future<List<NotificationView>> list(Caller caller, boolean open);

  /** Those after an id, oldest first; up to another id only the open ones. */
  Future<List<NotificationView>> since(Caller caller, long after, long openUpTo, int atMost);

  /** The id of the last one; 0 where there is none. */
  Future<Long> newest();

  /** Somebody takes care of it; fails with 404. */
  Future<NotificationView> ack(Caller caller, String id);

  /** Calls, from any thread, when there may be a new one; what comes back ends it. */
  Runnable listen(Runnable listener);
}
