package dev.maestro.gateway.http;

import dev.maestro.api.ErrorFacts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** How a route's errors look: problem+json, or as the client's dialect writes them. */
@FunctionalInterface
public interface ErrorForm {
  /** Sets status and headers, and gives the body. */
  Buffer write(ErrorFacts facts, HttpServerResponse response);

  /** The same for one exchange, of which no more than the URL is known yet. */
  default ErrorForm at(Exchange exchange) {
    return this;
  }
}
