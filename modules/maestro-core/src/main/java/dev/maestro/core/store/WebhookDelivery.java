package dev.maestro.core.store;

import java.util.UUID;

/**
 * A notification on its way to one receiver, held by one node for a while.
 *
 * @param target the hash of the receiver's URL
 * @param message the same for every attempt
 * @param attempts how many there were, this one included
 */
public record WebhookDelivery(
    NotificationRow notification, String target, UUID message, int attempts) {}
