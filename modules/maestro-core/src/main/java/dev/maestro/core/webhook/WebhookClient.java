package dev.maestro.core.webhook;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.core.address.InternalAddress;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts to receivers. It connects to the very address that it found allowed, whatever the name says
 * a moment later, and follows no redirect. Used on one context.
 */
final class WebhookClient {
  /** Asks for the addresses of a host; may block. */
  @FunctionalInterface
  interface Names {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  private static final int MOST_READ = 64 << 10;

  private final Vertx vertx;
  private final Names names;
  private final boolean allowInternal;
  private final Duration limit;
  private final HttpClient http;

  WebhookClient(Vertx vertx, Names names, boolean allowInternal, Duration limit) {
    this(vertx, names, allowInternal, limit, new HttpClientOptions());
  }

  /** With options of its own, such as whom to trust. */
  WebhookClient(
      Vertx vertx, Names names, boolean allowInternal, Duration limit, HttpClientOptions options) {
    this.vertx = vertx;
    this.names = names;
    this.allowInternal = allowInternal;
    this.limit = limit;
    this.http = vertx.createHttpClient(options.setKeepAlive(false));
  }

  /** Completes when the receiver answered 2xx; else fails with a reason that may be shown. */
  Future<Void> post(WebhookTarget target, MultiMap headers, Buffer body) {
    Attempt attempt = new Attempt();
    return vertx
        .executeBlocking(() -> address(target.host()), false)
        .compose(address -> http.request(options(target, address, headers)))
        .compose(request -> attempt.send(request, body))
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .transform((whole, failure) -> attempt.ended(failure));
  }

  Future<Void> close() {
    return http.close();
  }

  private InetAddress address(String host) throws UnknownHostException {
    List<InetAddress> all = names.addresses(host);
    return all.stream()
        .filter(address -> allowInternal || !InternalAddress.is(address))
        .findFirst()
        .orElseThrow(() ->
            ProviderException.of(
                ErrorKind.FORBIDDEN,
                "The name leads to the internal address " + all.getFirst().getHostAddress() + "."));
  }

  private static RequestOptions options(
      WebhookTarget target, InetAddress address, MultiMap headers) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(target.isEncrypted())
        .setURI(target.pathAndQuery())
        .setFollowRedirects(false)
        .setHeaders(headers);
  }

  /** One request, which the limit may overtake anywhere. */
  private static final class Attempt {
    private HttpClientRequest request;
    private int status;
    private boolean over;

    Future<Buffer> send(HttpClientRequest opened, Buffer body) {
      request = opened;
      if (over) {
        request.reset();
        return Future.failedFuture(new TimeoutException());
      }
      return request
          .send(body)
          .compose(response -> {
            status = response.statusCode();
            return UpstreamClient.whole(response, MOST_READ);
          });
    }

    Future<Void> ended(Throwable failure) {
      over = true;
      if (failure != null && request != null) {
        request.reset();
      }
      if (status / 100 == 2) {
        return Future.succeededFuture();
      }
      return Future.failedFuture(
          ProviderException.of(
              ErrorKind.UNREACHABLE, status > 0 ? "It answered " + status + "." : reason(failure)));
    }

    // Messages of the network's exceptions may quote what was asked for.
    private static String reason(Throwable failure) {
      return switch (failure) {
        case ProviderException known -> known.getMessage();
        case TimeoutException late -> "It did not answer in time.";
        case UnknownHostException unknown -> "Its name has no address.";
        default -> "It cannot be reached: " + failure.getClass().getSimpleName() + ".";
      };
    }
  }
}
