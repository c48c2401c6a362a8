package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** One client with connections kept open. */
final class HttpCaller implements AutoCloseable {
  private static final Pattern TEXT = Pattern.compile("\"content\":\"[^\"]");

  private final URI base;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HttpCaller(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /** Returns the nanoseconds that the whole exchange took. */
  long call(String method, String path, String body) throws IOException, InterruptedException {
    var request = request(path, body).method(method, BodyPublishers.ofString(body)).build();
    var start = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofString());
    var time = System.nanoTime() - start;
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return time;
  }

  /** The body of the answer. */
  String ask(String method, String path, String body) throws IOException, InterruptedException {
    var request = request(path, body).method(method, BodyPublishers.ofString(body)).build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** Nanoseconds to the first byte of a stream's text; then reads it to its end. */
  long firstToken(String path, String body) throws IOException, InterruptedException {
    var request = request(path, body).POST(BodyPublishers.ofString(body)).build();
    var start = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofLines());
    var first = new long[1];
    try (var lines = answer.body()) {
      lines
          .filter(line -> first[0] == 0 && TEXT.matcher(line).find())
          .forEach(line -> first[0] = System.nanoTime() - start);
    }
    if (answer.statusCode() >= 300 || first[0] == 0) {
      throw new IOException(path + ": " + answer.statusCode() + " without text");
    }
    return first[0];
  }

  boolean succeeds(String path) throws InterruptedException {
    try {
      call("GET", path, "");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).header("authorization", "Bearer " + key);
    return body.isEmpty() ? request : request.header("content-type", "application/json");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
