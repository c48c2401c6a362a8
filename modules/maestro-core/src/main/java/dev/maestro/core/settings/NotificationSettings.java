package dev.maestro.core.settings;

import dev.maestro.api.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Who is told when a person must act.
 *
 * @param webhooks URLs, which are secrets where a receiver knows its senders by them
 * @param webhookSecret what messages are signed with; there wherever there are webhooks
 * @param allowInternal whether webhooks may be in this machine's own network, and in clear text
 */
public record NotificationSettings(
    List<Secret> webhooks, Optional<Secret> webhookSecret, boolean allowInternal) {
  public NotificationSettings {
    webhooks = List.copyOf(webhooks);
  }
}
