package dev.maestro.e2e.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Stands before the vendors' logins and knows every secret that passes. */
public final class LoginTap implements AutoCloseable {
  private static final Set<String> SECRET =
      Set.of(
          "code",
          "code_verifier",
          "client_secret",
          "refresh_token",
          "access_token",
          "id_token",
          "raw_key",
          "assertion",
          "subject_token",
          "token");

  private final URI vendors;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Set<String> fields = ConcurrentHashMap.newKeySet();

  private LoginTap(URI vendors, HttpServer server) {
    this.vendors = vendors;
    this.server = server;
  }

  /** Before a simulator. */
  public static LoginTap start(Vendors vendors) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var tap = new LoginTap(URI.create("http://127.0.0.1:" + vendors.simulator().port()), server);
    server.createContext("/", tap::pass);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return tap;
  }

  /**
   * The same settings, with the addresses that take or give secrets led through the tap; but for
   * the service account, which signs its own.
   */
  public Map<String, String> through(Map<String, String> settings) {
    Map<String, String> led = new TreeMap<>();
    var tap = "http://127.0.0.1:" + server.getAddress().getPort();
    settings.forEach((name, value) ->
        led.put(
            name,
            name.matches("providers\\.(?!gemini-machine).*(token|create-key|revoke)-url")
                ? value.replace(vendors.toString(), tap)
                : value));
    return led;
  }

  /** All fields that had secrets. */
  public Set<String> fields() {
    return Set.copyOf(fields);
  }

  /** By secret, a field that it stood in. */
  public Map<String, String> secrets() {
    return Map.copyOf(secrets);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      note(new String(body, StandardCharsets.UTF_8));
      var request =
          HttpRequest.newBuilder(vendors.resolve(exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (var name : new String[] {"content-type", "authorization", "anthropic-beta"}) {
        var value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      note(new String(answer.body(), StandardCharsets.UTF_8));
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().set("content-type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String body) {
    if (body.startsWith("{")) {
      JsonNode json = Answer.json(body);
      json.properties().forEach(field -> note(field.getKey(), field.getValue().asText()));
      return;
    }
    for (var pair : body.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        note(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
  }

  private void note(String field, String value) {
    if (SECRET.contains(field) && !value.isEmpty()) {
      secrets.put(value, field);
      fields.add(field);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
