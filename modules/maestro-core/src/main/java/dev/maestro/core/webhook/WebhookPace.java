package dev.maestro.core.webhook;

import java.time.Duration;

/**
 * How often, and how long, deliveries are tried.
 *
 * @param every how often is looked for those that are due
 * @param first longest wait after the first attempt
 * @param longest longest wait between two
 * @param giveUp age of a notification at which an attempt is the last
 * @param answer longest time for one attempt, from the look-up of the name to the answer's end
 * @param hold how long a node keeps what it tries; longer than an attempt can take
 */
public record WebhookPace(
    Duration every,
    Duration first,
    Duration longest,
    Duration giveUp,
    Duration answer,
    Duration hold) {
  static final WebhookPace DEFAULT =
      new WebhookPace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofDays(3),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1));

  /**
   * How long to wait after so many failed attempts: each time twice as long, less up to a half, so
   * that not all come at once.
   *
   * @param random from 0 to 1
   */
  Duration pause(int attempts, double random) {
    int doublings = Math.clamp(attempts - 1L, 0, 30);
    long most = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(Math.round(most * (1 - random / 2)));
  }
}
