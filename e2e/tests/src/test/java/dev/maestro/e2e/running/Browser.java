package dev.maestro.e2e.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A person's browser: keeps no cookies, and remembers where it was. */
public final class Browser {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Where it ended.
   *
   * @param url what its address bar shows
   * @param answers all that it was answered, the last one is shown
   */
  public record Page(URI url, List<Answer> answers) {
    public Answer shown() {
      return answers.getLast();
    }
  }

  /** One answer, and a redirect is not followed. */
  public Answer ask(URI url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(url).timeout(LONGEST).build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.headers(), answer.body());
  }

  /** Follows redirects. */
  public Page visit(String address) throws IOException, InterruptedException {
    var url = URI.create(address);
    List<Answer> answers = new ArrayList<>();
    while (answers.size() < MOST_REDIRECTS) {
      var answer = ask(url);
      answers.add(answer);
      if (answer.status() / 100 != 3) {
        return new Page(url, answers);
      }
      url = url.resolve(answer.header("location"));
    }
    throw new AssertionError("redirected too often from " + address);
  }
}
