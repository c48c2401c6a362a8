package dev.maestro.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Reads a JSON body up to the limit; refuses by its length and type before reading any of it. */
final class BodyReader {
  private final long limit;

  BodyReader(long limit) {
    this.limit = limit;
  }

  Future<Buffer> read(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (!isJson(type)) {
      return Future.failedFuture(Refusals.contentType(type));
    }
    if (length(request) > limit) {
      return Future.failedFuture(Refusals.tooLarge(limit));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    return new BodyCollector(limit, length(request)).collect(request);
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }
}
