package dev.maestro.gateway.http;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects one body. The request outlives it by a whole answer, and with it these handlers; so what
 * was handed over is not kept here.
 */
final class BodyCollector {
  /**
   * Set aside for what a client only says it will send. Once so much has come, the rest is set
   * aside at once: a buffer that grows step by step stands in memory twice at each step.
   */
  private static final int FIRST = 1 << 20;

  private final long limit;
  private final int length;
  private boolean whollySetAside;
  private Buffer body;
  private Promise<Buffer> whole = Promise.promise();

  BodyCollector(long limit, long length) {
    this.limit = limit;
    this.length = (int) length;
    this.body = Buffer.buffer(Math.min(FIRST, this.length));
  }

  Future<Buffer> collect(HttpServerRequest request) {
    Future<Buffer> collected = whole.future();
    request.handler(this::take);
    request.exceptionHandler(
        broken -> fail(ProviderException.of(ErrorKind.CANCELLED, "The request broke off.")));
    request.endHandler(over -> end());
    request.resume();
    return collected;
  }

  private void take(Buffer bytes) {
    if (whole != null && body.length() + bytes.length() > limit) {
      fail(Refusals.tooLarge(limit));
    } else if (whole != null) {
      setAside(body.length() + bytes.length());
      body.appendBuffer(bytes);
    }
  }

  private void setAside(int wanted) {
    if (!whollySetAside && wanted > FIRST && wanted <= length) {
      whollySetAside = true;
      body = Buffer.buffer(length).appendBuffer(body);
    }
  }

  private void fail(ProviderException why) {
    if (whole != null) {
      Promise<Buffer> refused = whole;
      forget();
      refused.fail(why);
    }
  }

  private void end() {
    if (whole != null) {
      Promise<Buffer> done = whole;
      Buffer collected = body;
      forget();
      done.complete(collected);
    }
  }

  private void forget() {
    whole = null;
    body = null;
  }
}
