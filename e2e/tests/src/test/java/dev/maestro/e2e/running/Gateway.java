package dev.maestro.e2e.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A running gateway as those who use it see it: an address and a key. */
public record Gateway(URI url, String key, HttpClient http) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  public Gateway(URI url, String key) {
    this(url, key, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  public Gateway withKey(String other) {
    return new Gateway(url, other, http);
  }

  public Answer ask(String method, String path) throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  public Answer ask(String method, String path, JsonNode body, String... headers)
      throws IOException, InterruptedException {
    return ask(method, path, body.toString(), headers);
  }

  /** Whatever the body is, it is called JSON. */
  public Answer ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(json(method, path, body, headers));
  }

  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.headers(), answer.body());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(LONGEST)
        .header("authorization", "Bearer " + key);
  }

  /** A stream that only tells; it may be silent for long. */
  public EventStream listen(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve(path)).header("authorization", "Bearer " + key).build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    return new EventStream(new Answer(answer.statusCode(), answer.headers(), ""), answer.body());
  }

  public EventStream stream(String path, JsonNode body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            json("POST", path, body.toString(), headers).build(), BodyHandlers.ofInputStream());
    return new EventStream(new Answer(answer.statusCode(), answer.headers(), ""), answer.body());
  }

  /** Makes an API-key session. */
  public Answer create(Vendor vendor, String name, String apiKey)
      throws IOException, InterruptedException {
    return ask(
        "POST",
        "/api/sessions",
        object()
            .put("provider", vendor.id())
            .put("auth_type", "api_key")
            .put("name", name)
            .put("api_key", apiKey));
  }

  /** Opens a neutral stream with one message of the user. */
  public EventStream chat(Vendor vendor, String name, String prompt)
      throws IOException, InterruptedException {
    return stream(path(vendor, name) + "/chat", question(model(vendor), prompt));
  }

  /** Asks and reads to the end. */
  public Conversation converse(Vendor vendor, String name, String prompt)
      throws IOException, InterruptedException {
    try (var events = chat(vendor, name, prompt)) {
      return new Conversation(events.rest());
    }
  }

  public static ObjectNode question(String model, String prompt) {
    ObjectNode body = object().put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    return body;
  }

  public static String path(Vendor vendor, String name) {
    return "/api/sessions/" + vendor.id() + "/" + name;
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A model of the vendor that answers with text. */
  public static String model(Vendor vendor) {
    return switch (vendor) {
      case ANTHROPIC -> "claude-haiku-4-5-20251001";
      case OPENAI -> "gpt-4.1-mini";
      case GEMINI -> "gemini-2.5-flash";
    };
  }

  private HttpRequest.Builder json(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Without its key. */
  @Override
  public String toString() {
    return "Gateway[" + url + "]";
  }
}
