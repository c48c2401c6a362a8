package dev.maestro.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The gateway's own answer to a request that it does not fulfil. */
public final class GatewayRefusal extends CommandFailed {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient JsonNode body;

  private GatewayRefusal(int status, String code, String message, JsonNode body) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /** Reads problem+json, or the error body of a compatible route. */
  static GatewayRefusal of(int status, JsonNode body) {
    String detail =
        body.path("detail").asText(body.path("error").path("message").asText("HTTP " + status));
    List<String> problems =
        StreamSupport.stream(body.path("errors").spliterator(), false)
            .map(GatewayRefusal::line)
            .filter(line -> !detail.contains(line))
            .toList();
    boolean saidByOne = problems.stream().anyMatch(line -> line.startsWith(detail));
    String message =
        Stream.concat(saidByOne ? Stream.empty() : Stream.of(detail), problems.stream())
            .collect(Collectors.joining("\n  "));
    String code = body.path("code").asText(body.path("error").path("code").asText(""));
    return new GatewayRefusal(status, code, message, body);
  }

  private static String line(JsonNode problem) {
    String line = problem.path("field").asText() + ": " + problem.path("problem").asText();
    return problem.hasNonNull("suggestion")
        ? line.replaceFirst("\\.$", "") + "; " + problem.path("suggestion").asText()
        : line;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** All that the gateway said. */
  public JsonNode body() {
    return body;
  }
}
