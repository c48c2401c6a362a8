package dev.maestro.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request. The query is left out: it may hold a key. */
final class AccessLog {
  private static final Logger LOGGER = LoggerFactory.getLogger("dev.maestro.gateway.access");

  private AccessLog() {}

  static void write(Exchange exchange, boolean whole) {
    HttpServerRequest request = exchange.request();
    LOGGER
        .atInfo()
        .setMessage("request")
        .addKeyValue("request_id", exchange.requestId())
        .addKeyValue("method", request.method().name())
        .addKeyValue("path", request.path())
        .addKeyValue("status", request.response().getStatusCode())
        .addKeyValue("bytes", request.response().bytesWritten())
        .addKeyValue("milliseconds", exchange.milliseconds())
        .addKeyValue("key", exchange.keyId())
        .addKeyValue("session", exchange.session())
        .addKeyValue("complete", whole)
        .log();
  }
}
