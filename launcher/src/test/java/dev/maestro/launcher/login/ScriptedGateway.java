package dev.maestro.launcher.login;

import dev.maestro.api.Secret;
import dev.maestro.launcher.client.GatewayClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each kind of request with what it was given, in order; the last answer stays. */
public final class ScriptedGateway implements AutoCloseable {
  /** One answer. */
  public record Answer(int status, String body) {}

  /** One request; {@code line} is its method and path. */
  public record Asked(String line, JsonObject json) {}

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public ScriptedGateway() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> request.body().onSuccess(body -> answer(request, body.toString())))
            .listen(0, "127.0.0.1")
            .await();
  }

  private void answer(HttpServerRequest request, String body) {
    String line = request.method().name() + " " + request.uri();
    asked.add(new Asked(line, body.isBlank() ? new JsonObject() : new JsonObject(body)));
    Deque<Answer> answers = script.getOrDefault(line, new ArrayDeque<>());
    Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
    request
        .response()
        .setStatusCode(answer == null ? 404 : answer.status())
        .putHeader("content-type", "application/json")
        .end(answer == null ? "{\"detail\":\"There is no " + line + "\"}" : answer.body());
  }

  public ScriptedGateway on(String line, int status, String body) {
    script.computeIfAbsent(line, any -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  public List<Asked> asked(String line) {
    return asked.stream().filter(request -> request.line().equals(line)).toList();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  public GatewayClient client() {
    return new GatewayClient(url(), Secret.of("maestro-key"), Optional.empty());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
