package dev.maestro.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plain client, and the three vendors' ways to call. */
final class Http implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Simulator simulator;

  Http(Simulator simulator) {
    this.simulator = simulator;
  }

  /** An answer with its body as text. */
  record Answer(int status, HttpResponse<?> head, String body) {
    JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(body, e);
      }
    }

    String header(String name) {
      return head.headers().firstValue(name).orElse("");
    }

    /** The data of the events, whatever their line ends. */
    List<JsonNode> events() {
      List<JsonNode> events = new ArrayList<>();
      for (String line : body.split("\r?\n", -1)) {
        if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
          events.add(new Answer(0, head, line.substring(6)).json());
        }
      }
      return events;
    }
  }

  HttpRequest.Builder to(Vendor vendor, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl(vendor) + path))
            .timeout(Duration.ofSeconds(20));
    return switch (vendor) {
      case ANTHROPIC ->
          request
              .header("x-api-key", vendor.defaultKey())
              .header("anthropic-version", "2023-06-01");
      case OPENAI -> request.header("authorization", "Bearer " + vendor.defaultKey());
      case GEMINI -> request.header("x-goog-api-key", vendor.defaultKey());
    };
  }

  Answer post(Vendor vendor, String path, String body) throws Exception {
    return send(
        to(vendor, path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer fetch(Vendor vendor, String path) throws Exception {
    return send(to(vendor, path).build());
  }

  Answer control(String method, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + "/__sim" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Answer send(HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(
        response.statusCode(), response, new String(response.body(), StandardCharsets.UTF_8));
  }

  /** Opens a request whose body is read by the caller. */
  HttpResponse<InputStream> open(Vendor vendor, String path, String body) throws Exception {
    return client.send(
        to(vendor, path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  Answer messages(String text, String more) throws Exception {
    return post(Vendor.ANTHROPIC, "/v1/messages", Bodies.messages(text, more));
  }

  Answer chat(String text, String more) throws Exception {
    return post(Vendor.OPENAI, "/chat/completions", Bodies.chat(text, more));
  }

  Answer responses(String text, String more) throws Exception {
    return post(Vendor.OPENAI, "/responses", Bodies.responses(text, more));
  }

  Answer gemini(String method, String text, String more) throws Exception {
    return post(
        Vendor.GEMINI, "/v1beta/models/gemini-2.5-flash:" + method, Bodies.gemini(text, more));
  }

  @Override
  public void close() {
    client.close();
  }
}
