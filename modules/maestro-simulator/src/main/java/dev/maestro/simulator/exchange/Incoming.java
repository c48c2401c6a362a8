package dev.maestro.simulator.exchange;

import dev.maestro.simulator.script.Script;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A request on its way to a vendor's endpoint.
 *
 * @param forced what the control interface asks of every answer at the moment
 */
public record Incoming(
    long seq,
    String nonce,
    String method,
    String path,
    MultiMap headers,
    MultiMap query,
    Buffer body,
    Script forced) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** The credential of an {@code Authorization: Bearer} header. */
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).trim());
  }
}
