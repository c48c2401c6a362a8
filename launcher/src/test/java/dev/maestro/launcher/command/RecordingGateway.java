package dev.maestro.launcher.command;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request with what it was given, and notes what was asked. */
public final class RecordingGateway implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public record Asked(String method, String uri, String authorization, String body) {
    public JsonObject json() {
      return new JsonObject(body);
    }
  }

  public RecordingGateway(int status, String contentType, String answer) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body -> {
                      asked.add(
                          new Asked(
                              request.method().name(),
                              request.uri(),
                              request.getHeader("authorization"),
                              body.toString()));
                      request
                          .response()
                          .setStatusCode(status)
                          .putHeader("content-type", contentType)
                          .end(answer);
                    }))
            .listen(0, "127.0.0.1")
            .await();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  public List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
