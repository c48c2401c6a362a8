package dev.maestro.api.bus;

import dev.maestro.api.chat.Warning;
import java.util.List;
import java.util.Map;

/**
 * The vendor answered 2xx.
 *
 * @param contentType the vendor's
 * @param headers the vendor's headers that clients use, lower-case names: request id, rate limits
 * @param warnings what the request could not carry
 */
public record StreamOpened(
    String contentType, Map<String, String> headers, List<Warning> warnings) {
  public StreamOpened {
    headers = Map.copyOf(headers);
    warnings = List.copyOf(warnings);
  }
}
