package dev.maestro.api.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A vendor's whole answer.
 *
 * @param headers lower-case names; of a repeated header the last value
 */
public record UpstreamAnswer(int status, Map<String, String> headers, Buffer body) {
  /** Of a response whose body was read. */
  public static UpstreamAnswer of(HttpClientResponse response, Buffer body) {
    return new UpstreamAnswer(response.statusCode(), headers(response), body);
  }

  /** A response's headers with lower-case names. */
  public static Map<String, String> headers(HttpClientResponse response) {
    Map<String, String> headers = new TreeMap<>();
    response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  /** Whether the status is 2xx. */
  public boolean ok() {
    return status / 100 == 2;
  }
}
