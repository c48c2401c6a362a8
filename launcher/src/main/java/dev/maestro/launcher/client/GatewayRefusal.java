package dev.maestro.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The gateway's own answer to a request that it does not fulfil. */
public final class GatewayRefusal extends CommandFailed {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private GatewayRefusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Reads problem+json, or the error body of a compatible route. */
  static GatewayRefusal of(int status, JsonNode body) {
    String detail =
        body.path("detail").asText(body.path("error").path("message").asText("HTTP " + status));
    StringBuilder message = new StringBuilder(detail);
    for (JsonNode problem : body.path("errors")) {
      message
          .append("\n  ")
          .append(problem.path("field").asText())
          .append(": ")
          .append(problem.path("problem").asText());
      if (problem.hasNonNull("suggestion")) {
        message.append("; ").append(problem.path("suggestion").asText());
      }
    }
    String code = body.path("code").asText(body.path("error").path("code").asText(""));
    return new GatewayRefusal(status, code, message.toString());
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
