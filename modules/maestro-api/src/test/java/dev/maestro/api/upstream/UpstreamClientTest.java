package dev.maestro.api.upstream;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {
  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient client = new UpstreamClient(vertx);

  @AfterEach
  void close() {
    await(client.close());
    await(vertx.close());
  }

  @Test
  void aWholeAnswerHasItsStatusHeadersAndBody() {
    String url =
        serve(request ->
            request
                .body()
                .onSuccess(body ->
                    request
                        .response()
                        .setStatusCode(201)
                        .putHeader("X-Type", request.getHeader("content-type"))
                        .end(request.method() + " " + body)));
    UpstreamAnswer answer =
        await(client.send(UpstreamRequest.postJson(url, Map.of("a", "b"), Buffer.buffer("{}"))));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.ok()).isTrue();
    assertThat(answer.headers()).containsEntry("x-type", "application/json");
    assertThat(answer.body().toString()).isEqualTo("POST {}");
    assertThat(await(client.send(UpstreamRequest.read(url, Map.of()))).body().toString())
        .isEqualTo("GET ");
  }

  @Test
  void aLargeBodyArrivesWholeAndWithItsLength() {
    Buffer body = Buffer.buffer();
    for (int number = 0; number < 300_001; number++) {
      body.appendInt(number);
    }
    body.appendByte((byte) 1);
    String url =
        serve(request ->
            request
                .body()
                .onSuccess(got ->
                    request
                        .response()
                        .putHeader("x-length", request.getHeader("content-length"))
                        .end(got.equals(body) ? "same" : "other")));
    UpstreamAnswer answer = await(client.send(UpstreamRequest.postJson(url, Map.of(), body)));
    assertThat(answer.body().toString()).isEqualTo("same");
    assertThat(answer.headers()).containsEntry("x-length", "1200005");
  }

  @Test
  void aLargeBodyGoesOutNoFasterThanItIsTaken() {
    Promise<HttpServerRequest> taken = Promise.promise();
    String url =
        serve(request -> {
          request.pause();
          taken.complete(request);
        });
    Buffer body = Buffer.buffer(new byte[64 << 20]);
    Promise<HttpClientRequest> sending = Promise.promise();
    UpstreamRequest request = UpstreamRequest.postJson(url, Map.of(), body);
    client
        .open(request)
        .onSuccess(out -> {
          UpstreamClient.send(out, body).onComplete(over -> {});
          sending.complete(out);
        });
    HttpClientRequest out = await(sending.future());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!out.writeQueueFull()) { // for a moment it is not, each time some pieces have gone
      assertThat(System.nanoTime()).as("its queue is full").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
    await(taken.future()).connection().close();
  }

  @Test
  void aRefusedConnectionIsUnreachableAndNamesTheHostButNoQuery() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/models?key=sk-planted";
    ProviderException refused = refused(client.send(UpstreamRequest.read(url, Map.of())));
    assertThat(refused.kind()).isEqualTo(ErrorKind.UNREACHABLE);
    assertThat(refused)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageNotContaining("planted")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void anAnswerLargerThanTheLimitIsMalformedAndItsConnectionIsClosed() {
    Promise<Void> closed = Promise.promise();
    String url =
        serve(request -> {
          request.connection().closeHandler(closed::complete);
          request.response().end(Buffer.buffer(new byte[UpstreamClient.MAX_WHOLE + 1]));
        });
    assertThat(refused(client.send(UpstreamRequest.read(url, Map.of()))).kind())
        .isEqualTo(ErrorKind.MALFORMED);
    await(closed.future());
  }

  @Test
  void aRedirectIsHandedBackAndNotFollowed() {
    AtomicInteger asked = new AtomicInteger();
    String url =
        serve(request -> {
          asked.incrementAndGet();
          request.response().setStatusCode(307).putHeader("location", "/elsewhere").end();
        });
    UpstreamAnswer answer = await(client.send(UpstreamRequest.read(url, Map.of())));
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.ok()).isFalse();
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBreaksOffIsUnreachable() {
    String url =
        serve(request -> {
          request.response().putHeader("content-length", "100").write("half");
          vertx.setTimer(1, now -> request.connection().close());
        });
    assertThat(refused(client.send(UpstreamRequest.read(url, Map.of()))).kind())
        .isEqualTo(ErrorKind.UNREACHABLE);
  }

  @Test
  void aUrlThatIsNoneIsUnreachable() {
    assertThat(refused(client.send(UpstreamRequest.read("nonsense", Map.of()))))
        .hasMessageContaining("the vendor")
        .hasMessageContaining("base URL");
  }

  @Test
  void aTimeoutIsATimeout() {
    UpstreamRequest request = UpstreamRequest.read("https://u:sk-planted@host:8443?k=1", Map.of());
    ProviderException late = UpstreamClient.translate(new TimeoutException("t"), request);
    assertThat(late.kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(late).hasMessage("No answer from host:8443 in time.");
    assertThat(UpstreamClient.translate(late, request)).isSameAs(late);
  }

  @Test
  void printingARequestShowsNeitherQueryNorHeadersNorBody() {
    UpstreamRequest request =
        UpstreamRequest.postJson(
            "https://host/path?key=sk-planted",
            Map.of("authorization", "sk-planted"),
            Buffer.buffer("sk-planted"));
    assertThat(request).hasToString("POST https://host/path");
    assertThat(UpstreamRequest.read("https://host/path", Map.of()))
        .hasToString("GET https://host/path");
  }

  @Test
  void aContentTypeOfTheCallersOwnIsKept() {
    assertThat(
            UpstreamRequest.postJson("u", Map.of("content-type", "x"), Buffer.buffer()).headers())
        .isEqualTo(Map.of("content-type", "x"));
  }

  private String serve(io.vertx.core.Handler<HttpServerRequest> handler) {
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  private static ProviderException refused(Future<?> future) {
    return (ProviderException) failure(future);
  }
}
