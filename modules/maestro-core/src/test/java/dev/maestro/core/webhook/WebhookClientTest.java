package dev.maestro.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** To which address, and as whom, the client speaks; names are looked up as a test says. */
class WebhookClientTest {
  private static final String NAME = "hooks.example.test";
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<String> asked = new CompletableFuture<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private HttpServer receiver(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> {
          String sni = request.connection().indicatedServerName();
          asked.complete(request.authority().host() + " " + sni + " " + request.uri());
          request.response().end();
        })
        .listen(0, "127.0.0.1")
        .await();
  }

  private Future<Void> post(WebhookClient client, String url) {
    return Future.future(done ->
        vertx.runOnContext(here ->
            client
                .post(
                    new WebhookTarget(Secret.of(url)),
                    MultiMap.caseInsensitiveMultiMap(),
                    Buffer.buffer("{}"))
                .onComplete(done)));
  }

  private WebhookClient client(
      WebhookClient.Names names, boolean allowInternal, HttpClientOptions options) {
    return new WebhookClient(vertx, names, allowInternal, Duration.ofSeconds(10), options);
  }

  @Test
  void itConnectsToTheAddressItWasGivenAndSpeaksToTheName() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create(NAME);
    try {
      HttpServer receiver =
          receiver(
              new HttpServerOptions()
                  .setSsl(true)
                  .setSni(true)
                  .setKeyCertOptions(certificate.keyCertOptions()));
      HttpClientOptions trusting =
          new HttpClientOptions().setTrustOptions(certificate.trustOptions());
      String url = ":" + receiver.actualPort() + "/hook?a=b";

      await(post(client(host -> List.of(HERE), true, trusting), "https://" + NAME + url));

      assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(NAME + " " + NAME + " /hook?a=b");
      // A certificate for another name, or by nobody that is known, is not taken.
      refuses(
          post(
              client(
                  host -> List.of(HERE),
                  true,
                  new HttpClientOptions().setTrustOptions(certificate.trustOptions())),
              "https://other.example.test" + url));
      refuses(
          post(
              client(host -> List.of(HERE), true, new HttpClientOptions()),
              "https://" + NAME + url));
    } finally {
      certificate.delete();
    }
  }

  private static void refuses(Future<Void> posted) {
    assertThatThrownBy(() -> await(posted))
        .hasMessageStartingWith("It cannot be reached: ")
        .hasMessageContaining("SSL")
        .hasNoCause();
  }

  @Test
  void aNameIsAskedForOnceForEachAttemptAndNotByTheConnection() throws Exception {
    HttpServer receiver = receiver(new HttpServerOptions());
    AtomicInteger lookUps = new AtomicInteger();
    WebhookClient client =
        client(
            host -> {
              lookUps.incrementAndGet();
              return List.of(HERE);
            },
            true,
            new HttpClientOptions());

    await(post(client, "http://" + NAME + ":" + receiver.actualPort()));

    assertThat(lookUps).hasValue(1);
    assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(NAME + " null /");
  }

  @Test
  void ofSeveralAddressesNoneInsideIsTaken() {
    HttpServer receiver = receiver(new HttpServerOptions());
    String url = "http://" + NAME + ":" + receiver.actualPort() + "/";
    for (String inside : List.of("127.0.0.1", "::1", "10.0.0.1", "169.254.169.254")) {
      WebhookClient client =
          client(host -> List.of(InetAddress.ofLiteral(inside)), false, new HttpClientOptions());
      assertThatThrownBy(() -> await(post(client, url)))
          .hasMessageContaining("internal address")
          .hasMessageContaining(InetAddress.ofLiteral(inside).getHostAddress());
    }
    assertThat(asked).isNotDone();
  }

  @Test
  void aNameWithoutAddressIsSaidToBeOne() {
    WebhookClient client =
        client(
            host -> {
              throw new UnknownHostException(host);
            },
            true,
            new HttpClientOptions());
    assertThatThrownBy(() -> await(post(client, "https://" + NAME + "/planted")))
        .hasMessage("Its name has no address.");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
