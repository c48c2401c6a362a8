package dev.maestro.gateway;

import dev.maestro.core.settings.CallbackSettings;
import dev.maestro.core.settings.HttpSettings;
import java.time.Duration;

/**
 * What a gateway verticle has to know.
 *
 * @param callback where browsers come back to from a login
 * @param node name of this node
 * @param drain how long running streams may go on once the gateway stops
 * @param ping after so long a silence an event stream gets a comment, so that nobody between takes
 *     it for dead
 */
public record GatewayOptions(
    HttpSettings http, CallbackSettings callback, String node, Duration drain, Duration ping) {
  /** With 30 s to drain and a comment every 15 s. */
  public static GatewayOptions of(HttpSettings http, CallbackSettings callback, String node) {
    return new GatewayOptions(http, callback, node, Duration.ofSeconds(30), Duration.ofSeconds(15));
  }
}
