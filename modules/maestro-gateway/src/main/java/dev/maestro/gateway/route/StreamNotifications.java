package dev.maestro.gateway.route;

import dev.maestro.gateway.http.Drain;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.Route;
import dev.maestro.gateway.operation.NotificationOperations;
import dev.maestro.gateway.stream.NotificationStream;
import dev.maestro.gateway.stream.Streaming;
import java.util.Optional;

/**
 * {@code GET /api/notifications/stream}: first those that are open, or all after {@code
 * Last-Event-ID}; then each as it is raised.
 */
public final class StreamNotifications implements Route {
  private final NotificationOperations notifications;
  private final Streaming streaming;
  private final Drain drain;

  public StreamNotifications(
      NotificationOperations notifications, Streaming streaming, Drain drain) {
    this.notifications = notifications;
    this.streaming = streaming;
    this.drain = drain;
  }

  @Override
  public void handle(Exchange exchange) {
    exchange.when(
        notifications.newest(),
        newest -> {
          // What is no id of ours, or of a database that is gone, is as if it were not there.
          Optional<Long> last = lastSeen(exchange).filter(id -> id <= newest);
          NotificationStream.begin(
              streaming,
              exchange,
              notifications,
              drain,
              new NotificationStream.Position(last.orElse(0L), last.orElse(newest)));
        });
  }

  private static Optional<Long> lastSeen(Exchange exchange) {
    return Optional.ofNullable(exchange.request().getHeader("last-event-id"))
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }
}
