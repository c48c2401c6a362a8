package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A client's request as it came in.
 *
 * @param path of the URL, still encoded; some formats name the model in it
 * @param query its parameters, decoded
 * @param body as it came
 */
public record ClientRequest(String path, Map<String, String> query, Buffer body) {
  public ClientRequest {
    query = Map.copyOf(query);
  }

  /** A request whose body says everything. */
  public static ClientRequest of(Buffer body) {
    return new ClientRequest("", Map.of(), body);
  }
}
