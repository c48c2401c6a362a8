package dev.maestro.api.upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/** Writes a body piece by piece, and none while the connection's queue is full. */
final class BodyUpload {
  /** Bytes that are written at once. */
  static final int PIECE = 64 << 10;

  private final HttpClientRequest out;
  private Buffer body;
  private int sent;

  BodyUpload(HttpClientRequest out, Buffer body) {
    this.out = out;
    this.body = body;
  }

  /** A connection that breaks fails the answer; nothing else has to hear of it. */
  Future<HttpClientResponse> send() {
    out.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    out.exceptionHandler(broken -> body = null);
    out.drainHandler(room -> more());
    more();
    return out.response();
  }

  private void more() {
    while (body != null && !out.writeQueueFull()) {
      int to = Math.min(body.length(), sent + PIECE);
      Buffer piece = body.slice(sent, to);
      if (to < body.length()) {
        out.write(piece);
      } else {
        out.end(piece);
        body = null;
      }
      sent = to;
    }
  }
}
