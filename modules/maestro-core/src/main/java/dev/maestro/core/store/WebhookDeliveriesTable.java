package dev.maestro.core.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Table webhook_deliveries. All times are the database's, so that nodes need not agree. */
public final class WebhookDeliveriesTable {
  private final Database database;

  public WebhookDeliveriesTable(Database database) {
    this.database = database;
  }

  /** Takes deliveries that are due. For so long no other node gets them; then, if need be, any. */
  public Future<List<WebhookDelivery>> claim(String target, Duration hold, int atMost) {
    // In a transaction, since that is not repeated: what was claimed would be held by nobody.
    return database.transaction(queries ->
        queries.list(
            """
            with due as materialized (
              select notification, target from webhook_deliveries
              where target = $1 and next_at <= now() and delivered_at is null and given_up_at is null
              order by next_at, notification limit $3
              for update skip locked)
            update webhook_deliveries as claimed
            set next_at = now() + make_interval(secs => $2::float8), attempts = attempts + 1
            from due, notifications
            where claimed.notification = due.notification and claimed.target = due.target
              and notifications.id = due.notification
            returning notifications.*, claimed.target, claimed.message, claimed.attempts
            """,
            row ->
                new WebhookDelivery(
                    NotificationRow.read(row),
                    row.getString("target"),
                    row.getUUID("message"),
                    row.getInteger("attempts")),
            target,
            seconds(hold),
            atMost));
  }

  public Future<Integer> delivered(WebhookDelivery delivery) {
    return database
        .queries()
        .change(
            """
            update webhook_deliveries set delivered_at = now(), last_problem = null
            where notification = $1 and target = $2
            """,
            delivery.notification().id(),
            delivery.target());
  }

  /** To be tried again after a while; not if another node has tried meanwhile. */
  public Future<Integer> failed(WebhookDelivery delivery, String problem, Duration wait) {
    return database
        .queries()
        .change(
            """
            update webhook_deliveries
            set last_problem = $4, next_at = now() + make_interval(secs => $5::float8)
            where notification = $1 and target = $2 and attempts = $3
            """,
            delivery.notification().id(),
            delivery.target(),
            delivery.attempts(),
            problem,
            seconds(wait));
  }

  /** Never to be tried again. */
  public Future<Integer> givenUp(WebhookDelivery delivery, String problem) {
    return database
        .queries()
        .change(
            """
            update webhook_deliveries set last_problem = $3, given_up_at = now()
            where notification = $1 and target = $2
            """,
            delivery.notification().id(),
            delivery.target(),
            problem);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
