package dev.maestro.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands before the vendor's token endpoint and notes how long after each token the next one of the
 * same login is asked for. All on one event loop, or under the lock.
 */
final class TokenWatch {
  /** One login, by the refresh token that it has now. */
  private static final class Login {
    private long given;
    private int refreshes;
  }

  private final HttpClient client;
  private final String endpoint;
  private final Map<String, Login> byToken = new HashMap<>();
  private final List<Login> logins = new ArrayList<>();
  private final List<Long> intervals = new ArrayList<>();
  private int requests;
  private int unexpected;
  private boolean counting;

  /** What was seen while it counted; intervals in nanoseconds. */
  record Seen(int requests, int unexpected, List<Integer> bySession, List<Long> intervals) {}

  private TokenWatch(Vertx vertx, String endpoint) {
    this.client = vertx.createHttpClient();
    this.endpoint = endpoint;
  }

  /** Completes with the address to ask instead. */
  static Future<String> start(Vertx vertx, TokenWatch watch) {
    return vertx
        .createHttpServer()
        .requestHandler(watch::pass)
        .listen(0, "127.0.0.1")
        .map(server -> "http://127.0.0.1:" + server.actualPort() + "/token");
  }

  static TokenWatch of(Vertx vertx, String endpoint) {
    return new TokenWatch(vertx, endpoint);
  }

  /** From now on. */
  synchronized void count() {
    counting = true;
  }

  synchronized Seen seen() {
    counting = false;
    return new Seen(
        requests,
        unexpected,
        logins.stream().map(login -> login.refreshes).toList(),
        List.copyOf(intervals));
  }

  private void pass(HttpServerRequest request) {
    request
        .body()
        .compose(body -> {
          Login login = asked(body.toJsonObject().getString("refresh_token"));
          RequestOptions there =
              new RequestOptions()
                  .setMethod(HttpMethod.POST)
                  .setAbsoluteURI(endpoint)
                  .putHeader("content-type", "application/json");
          return client
              .request(there)
              .compose(out -> out.send(body))
              .compose(in ->
                  in.body()
                      .map(answer -> answered(login, in.statusCode(), answer))
                      .compose(answer ->
                          request
                              .response()
                              .setStatusCode(in.statusCode())
                              .putHeader("content-type", "application/json")
                              .end(answer)));
        })
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  private synchronized Login asked(String refreshToken) {
    if (refreshToken == null) {
      Login first = new Login();
      logins.add(first);
      return first;
    }
    Login login = byToken.remove(refreshToken);
    if (counting) {
      requests++;
      if (login == null) {
        unexpected++;
      } else {
        intervals.add(System.nanoTime() - login.given);
        login.refreshes++;
      }
    }
    return login;
  }

  private synchronized Buffer answered(Login login, int status, Buffer answer) {
    if (status == 200 && login != null) {
      login.given = System.nanoTime();
      byToken.put(new JsonObject(answer).getString("refresh_token"), login);
    }
    return answer;
  }
}
