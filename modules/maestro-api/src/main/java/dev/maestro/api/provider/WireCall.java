package dev.maestro.api.provider;

import dev.maestro.api.Dialect;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request in a vendor's wire format, ready to be sent.
 *
 * @param dialect the body's format
 * @param model the vendor's model id (some vendors want it in the URL)
 * @param stream whether a stream of events is wanted
 * @param headers the client's headers that may pass on, lower-case names
 * @param query the client's parameters that may pass on, encoded; empty for none, as in every
 *     translated request
 * @param body as it goes up
 */
public record WireCall(
    Dialect dialect,
    String model,
    boolean stream,
    Map<String, String> headers,
    String query,
    Buffer body) {
  /** One whose client gave no parameters. */
  public WireCall(
      Dialect dialect, String model, boolean stream, Map<String, String> headers, Buffer body) {
    this(dialect, model, stream, headers, "", body);
  }

  /** The vendor's URL with the client's parameters after its own. */
  public String at(String url) {
    return query.isEmpty() ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + query;
  }
}
