package dev.maestro.api.upstream;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP to vendors. Redirects are never followed (a credential must not travel to another host);
 * answers are bounded; a vendor that cannot be reached fails with {@link ErrorKind#UNREACHABLE},
 * one that does not answer with {@link ErrorKind#TIMEOUT}.
 */
public final class UpstreamClient {
  /** The largest whole answer that is read into memory, in bytes. */
  public static final int MAX_WHOLE = 16 << 20;

  /** Host and port of a URL, without what may stand before an at sign or after a question mark. */
  private static final Pattern AUTHORITY = Pattern.compile("://(?:[^/?#]*@)?([^/?#@]+)");

  private static final int CONNECT_MILLIS = 10_000;
  private static final int WHOLE_MILLIS = 30_000;
  private static final int RECEIVE_BUFFER = 64 << 10;

  private final HttpClient http;

  /** A client with its own connection pool; closed with {@link #close()}. */
  public UpstreamClient(Vertx vertx) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setReceiveBufferSize(RECEIVE_BUFFER)
            .setDecompressionSupported(false)
            .setKeepAliveTimeout(30)
            .setMaxHeaderSize(64 << 10);
    this.http =
        vertx.createHttpClient(
            options, new PoolOptions().setHttp1MaxSize(4096).setMaxWaitQueueSize(4096));
  }

  /**
   * Sends a request and completes with the request once it is ready to be written, so that the
   * caller can reset it at any time. Fails with {@link ErrorKind#UNREACHABLE}.
   */
  public Future<HttpClientRequest> open(UpstreamRequest request) {
    RequestOptions options = new RequestOptions().setMethod(request.method());
    try {
      options.setAbsoluteURI(request.url()).setFollowRedirects(false);
      request.headers().forEach(options::putHeader);
      return http.request(options).recover(cause -> Future.failedFuture(translate(cause, request)));
    } catch (VertxException | IllegalStateException malformedOrClosed) {
      return Future.failedFuture(translate(malformedOrClosed, request));
    }
  }

  /**
   * Sends the body, or none where it is null, and completes with the head of the answer. A large
   * one goes out in pieces, as fast as the vendor takes them: the transport copies what it is
   * given.
   */
  public static Future<HttpClientResponse> send(HttpClientRequest out, Buffer body) {
    if (body == null) {
      return out.send();
    }
    return body.length() <= BodyUpload.PIECE ? out.send(body) : new BodyUpload(out, body).send();
  }

  /**
   * Sends a request and reads the whole answer, whatever its status. Fails with {@link
   * ErrorKind#UNREACHABLE}, {@link ErrorKind#TIMEOUT}, or {@link ErrorKind#MALFORMED} where the
   * answer is larger than {@link #MAX_WHOLE}.
   */
  public Future<UpstreamAnswer> send(UpstreamRequest request) {
    return open(request)
        .compose(out -> {
          out.idleTimeout(WHOLE_MILLIS);
          return send(out, request.body())
              .compose(in -> whole(in, MAX_WHOLE).map(body -> UpstreamAnswer.of(in, body)));
        })
        .recover(cause -> Future.failedFuture(translate(cause, request)));
  }

  /**
   * Reads an answer's body up to a limit in bytes; beyond it the connection is reset and the Future
   * fails.
   */
  public static Future<Buffer> whole(HttpClientResponse response, int limit) {
    Promise<Buffer> done = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(done::tryFail);
    response.endHandler(end -> done.tryComplete(body));
    response.handler(chunk -> {
      if (body.length() + chunk.length() > limit) {
        done.tryFail(
            ProviderException.of(
                ErrorKind.MALFORMED, "The vendor's answer is larger than " + limit + " bytes."));
        response.request().reset();
      } else {
        body.appendBuffer(chunk);
      }
    });
    return done.future();
  }

  /** A transport failure in Maestro's words; the message names the host, never the query. */
  public static ProviderException translate(Throwable cause, UpstreamRequest request) {
    if (cause instanceof ProviderException known) {
      return known;
    }
    String host = host(request.url());
    ErrorKind kind =
        switch (cause) {
          case TimeoutException timeout -> ErrorKind.TIMEOUT;
          default -> ErrorKind.UNREACHABLE;
        };
    String said =
        kind == ErrorKind.TIMEOUT
            ? "No answer from " + host + " in time."
            : "Cannot reach "
                + host
                + ": "
                + cause.getClass().getSimpleName()
                + ". Check the base URL and the network.";
    return ProviderException.of(kind, said, cause);
  }

  private static String host(String url) {
    Matcher authority = AUTHORITY.matcher(url);
    return authority.find() ? authority.group(1) : "the vendor";
  }

  /** Closes the connections. */
  public Future<Void> close() {
    return http.close();
  }
}
