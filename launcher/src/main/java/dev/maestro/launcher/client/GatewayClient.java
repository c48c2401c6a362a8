package dev.maestro.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.maestro.api.Secret;
import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.core.settings.TlsSettings;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Speaks to a running gateway. Every method blocks; all fail with {@link CommandFailed}. */
public final class GatewayClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final int LARGEST_EVENT = 16 << 20;
  private static final int CHUNK = 16 << 10;

  private final URI base;
  private final Secret key;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http;

  /**
   * To a gateway at {@code base}.
   *
   * @param tls what the gateway's own settings say, where they are at hand: its certificate is
   *     trusted even if nobody signed it
   */
  public GatewayClient(URI base, Secret key, Optional<TlsSettings> tls) {
    this.base = base;
    this.key = key;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
    tls.map(TlsSettings::certificate)
        .filter(Files::isReadable)
        .ifPresent(certificate -> builder.sslContext(trust(certificate)));
    this.http = builder.build();
  }

  private static SSLContext trust(Path certificate) {
    try {
      return GatewayTrust.of(certificate);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new CommandFailed(
          "http.tls.cert: the certificate in "
              + certificate
              + " cannot be used: "
              + unusable.getMessage(),
          unusable);
    }
  }

  public URI base() {
    return base;
  }

  /** Answers the body, missing where there is none. */
  public JsonNode call(String method, String path) {
    return answer(request(method, path, HttpRequest.BodyPublishers.noBody()));
  }

  public JsonNode call(String method, String path, JsonNode body) {
    return answer(request(method, path, text(body)).header("content-type", "application/json"));
  }

  /** Hands on each event of a stream as it arrives, and returns at its end. */
  public void stream(String path, JsonNode body, Consumer<SseEvent> events) {
    stream(request("POST", path, text(body)).header("content-type", "application/json"), events);
  }

  /** The same of a stream that is asked for without a body. */
  public void stream(String path, Consumer<SseEvent> events) {
    stream(request("GET", path, HttpRequest.BodyPublishers.noBody()), events);
  }

  private void stream(HttpRequest.Builder builder, Consumer<SseEvent> events) {
    HttpRequest request = builder.header("accept", "text/event-stream").build();
    HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream bytes = response.body()) {
      if (response.statusCode() >= 300) {
        throw refused(
            response.statusCode(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
      }
      SseDecoder decoder = new SseDecoder(LARGEST_EVENT);
      byte[] chunk = new byte[CHUNK];
      for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
        decoder.feed(Buffer.buffer(Arrays.copyOf(chunk, read)), events);
      }
      decoder.end(events);
    } catch (IOException broken) {
      throw new CommandFailed("The connection broke in the middle of the answer.", broken);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(base.resolve(path))
        .method(method, body)
        .timeout(ANSWER_LIMIT)
        .header("authorization", "Bearer " + key.reveal());
  }

  private static HttpRequest.BodyPublisher text(JsonNode body) {
    return HttpRequest.BodyPublishers.ofString(body.toString());
  }

  private JsonNode answer(HttpRequest.Builder request) {
    HttpResponse<String> response =
        send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), response.body());
    }
    return read(response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (SSLException distrusted) {
      throw new CommandFailed(
          "What answers at %s is not trusted: %s. See http.tls.cert and --url."
              .formatted(base, distrusted.getMessage()),
          distrusted);
    } catch (IOException unreachable) {
      throw new CommandFailed(
          "No gateway answers at " + base + ". Start one with: maestro serve", unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.", interrupted);
    }
  }

  private CommandFailed refused(int status, String body) {
    return GatewayRefusal.of(status, read(body));
  }

  private JsonNode read(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : json.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new CommandFailed("What answers at " + base + " is no Maestro gateway.", notJson);
    }
  }
}
