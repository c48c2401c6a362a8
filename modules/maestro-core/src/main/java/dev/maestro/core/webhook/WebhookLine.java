package dev.maestro.core.webhook;

import dev.maestro.api.Secret;
import dev.maestro.core.NotificationView;
import dev.maestro.core.store.WebhookDeliveriesTable;
import dev.maestro.core.store.WebhookDelivery;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to one receiver: some at a time, so that a receiver that hangs holds up only itself.
 * Straight-line code for a virtual thread; used on one context.
 */
final class WebhookLine {
  private static final int AT_ONCE = 4;
  private static final Logger LOG = LoggerFactory.getLogger(WebhookLine.class);

  private final WebhookTarget target;
  private final Secret secret;
  private final WebhookDeliveriesTable table;
  private final WebhookClient client;
  private final WebhookPace pace;
  private final InstantSource clock;
  private boolean busy;
  private boolean again;
  private boolean closed;

  WebhookLine(
      WebhookTarget target,
      Secret secret,
      WebhookDeliveriesTable table,
      WebhookClient client,
      WebhookPace pace,
      InstantSource clock) {
    this.target = target;
    this.secret = secret;
    this.table = table;
    this.client = client;
    this.pace = pace;
    this.clock = clock;
  }

  /** Sends what is due; while it does, another call makes it look once more. */
  void work() {
    again = true;
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (again && !closed) {
        again = false;
        sendDue();
      }
    } finally {
      busy = false;
    }
  }

  void close() {
    closed = true;
  }

  private void sendDue() {
    int taken = AT_ONCE;
    while (taken == AT_ONCE && !closed) {
      List<WebhookDelivery> due =
          table
              .claim(target.hash(), pace.hold(), AT_ONCE)
              .onFailure(
                  cause -> LOG.warn("Notifications could not be read: {}", cause.getMessage()))
              .otherwise(List.of())
              .await();
      if (!due.isEmpty()) {
        Future.join(due.stream().map(this::send).toList()).await();
      }
      taken = due.size();
    }
  }

  /** Always succeeds: what could not be noted comes free by itself, and is sent again. */
  private Future<Integer> send(WebhookDelivery delivery) {
    Buffer body = NotificationView.of(delivery.notification()).json().toBuffer();
    return client
        .post(target, headers(delivery, body), body)
        .transform((sent, failure) ->
            failure == null ? table.delivered(delivery) : failed(delivery, failure.getMessage()))
        .onFailure(cause -> LOG.warn("A delivery could not be noted: {}", cause.getMessage()))
        .otherwise(0);
  }

  private MultiMap headers(WebhookDelivery delivery, Buffer body) {
    String id = "msg_" + delivery.message();
    long timestamp = clock.instant().getEpochSecond();
    return MultiMap.caseInsensitiveMultiMap()
        .set("content-type", "application/json")
        .set("user-agent", "maestro")
        .set("webhook-id", id)
        .set("webhook-timestamp", String.valueOf(timestamp))
        .set("webhook-signature", WebhookSignature.of(secret, id, timestamp, body));
  }

  private Future<Integer> failed(WebhookDelivery delivery, String problem) {
    Instant lastChance = delivery.notification().createdAt().plus(pace.giveUp());
    if (clock.instant().isAfter(lastChance)) {
      LOG.warn(
          "The webhook on {} did not take notification {} in {} attempts, and is not tried again: {}",
          target.host(),
          delivery.notification().id(),
          delivery.attempts(),
          problem);
      return table.givenUp(delivery, problem);
    }
    Duration pause = pace.pause(delivery.attempts(), ThreadLocalRandom.current().nextDouble());
    LOG.info(
        "The webhook on {} did not take notification {}, and is tried again in {} s: {}",
        target.host(),
        delivery.notification().id(),
        pause.toSeconds(),
        problem);
    return table.failed(delivery, problem, pause);
  }
}
