package dev.maestro.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line a request. The query is left out: it may hold a key. */
final class AccessLog {
  private static final Logger LOGGER = LoggerFactory.getLogger("dev.maestro.gateway.access");

  private AccessLog() {}

  static void write(Exchange exchange, boolean whole) {
    HttpServerRequest request = exchange.request();
    LoggingEventBuilder line =
        LOGGER
            .atInfo()
            .setMessage("request")
            .addKeyValue("request_id", exchange.requestId())
            .addKeyValue("method", request.method().name())
            .addKeyValue("path", request.path())
            .addKeyValue("status", request.response().getStatusCode())
            .addKeyValue("bytes", request.response().bytesWritten())
            .addKeyValue("milliseconds", exchange.milliseconds())
            .addKeyValue("complete", whole);
    known(known(line, "key", exchange.keyId()), "session", exchange.session()).log();
  }

  private static LoggingEventBuilder known(LoggingEventBuilder line, String name, String value) {
    return value == null ? line : line.addKeyValue(name, value);
  }
}
