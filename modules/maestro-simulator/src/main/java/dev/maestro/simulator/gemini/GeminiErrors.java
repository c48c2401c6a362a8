package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.script.Script;
import java.util.Map;

/** Google's errors: codes, statuses and details. */
public final class GeminiErrors {
  static final Map<String, String> HEADERS =
      Map.of("server-timing", "gfet4t7; dur=12", "x-content-type-options", "nosniff");
  static final String JSON = "application/json; charset=UTF-8";
  private static final String RPC = "type.googleapis.com/google.rpc.";

  private GeminiErrors() {}

  public static Refused invalid(String message) {
    return refused(400, "INVALID_ARGUMENT", message, Json.array());
  }

  static Refused refused(int code, String status, String message, ArrayNode details) {
    return new Refused(reply(code, body(code, status, message, details)));
  }

  /** What Google says of a field it does not know; {@code where} is empty at the top. */
  static Refused unknownField(String name, String where) {
    String at = where.isEmpty() ? "" : " at '" + where + "'";
    String message =
        "Invalid JSON payload received. Unknown name \""
            + name
            + "\""
            + at
            + ": Cannot find field.";
    ArrayNode details = Json.array();
    ObjectNode violation = detail(details, "BadRequest").putArray("fieldViolations").addObject();
    if (!where.isEmpty()) {
      violation.put("field", where);
    }
    violation.put("description", message);
    return refused(400, "INVALID_ARGUMENT", message, details);
  }

  static ObjectNode detail(ArrayNode details, String type) {
    return details.addObject().put("@type", RPC + type);
  }

  static ObjectNode body(int code, String status, String message, ArrayNode details) {
    ObjectNode body = Json.object();
    ObjectNode error =
        body.putObject("error").put("code", code).put("message", message).put("status", status);
    if (!details.isEmpty()) {
      error.set("details", details);
    }
    return body;
  }

  private static Reply.Whole reply(int code, ObjectNode body) {
    return new Reply.Whole(code, HEADERS, JSON, body.toPrettyString());
  }

  /** The same error as a stream of JSON would carry it: inside an array. */
  static Reply.Whole inArray(Reply.Whole error) {
    return error.contentType().equals(JSON)
        ? new Reply.Whole(error.status(), error.headers(), JSON, "[" + error.body() + "\n]\n")
        : error;
  }

  static ObjectNode overloaded() {
    return body(
        503, "UNAVAILABLE", "The model is overloaded. Please try again later.", Json.array());
  }

  /** The error a script asks for. */
  static Reply.Whole asked(Script script) {
    int code = script.number("status", 500);
    if (script.has("html")) {
      return Scripts.html(code, Map.of());
    }
    ArrayNode details = Json.array();
    return reply(
        code,
        switch (code) {
          case 401 -> body(code, "UNAUTHENTICATED", GeminiGuard.UNAUTHENTICATED, details);
          case 403 -> {
            reason(details, "SERVICE_DISABLED");
            yield body(
                code,
                "PERMISSION_DENIED",
                "Generative Language API has not been used in project 1 before or it is disabled.",
                details);
          }
          case 404 -> body(code, "NOT_FOUND", "Requested entity was not found.", details);
          case 429 -> tooMany(script, details);
          case 500 -> body(code, "INTERNAL", "An internal error has occurred.", details);
          case 503 -> overloaded();
          case 504, 529 ->
              body(code, "DEADLINE_EXCEEDED", "Deadline expired before completion.", details);
          default -> body(code, "INVALID_ARGUMENT", "Simulated refusal", details);
        });
  }

  static void reason(ArrayNode details, String reason) {
    detail(details, "ErrorInfo")
        .put("reason", reason)
        .put("domain", "googleapis.com")
        .putObject("metadata")
        .put("service", "generativelanguage.googleapis.com");
  }

  /** Google gives no headers: kind and delay stand in the details. */
  private static ObjectNode tooMany(Script script, ArrayNode details) {
    String period = script.has("quota") ? "PerDay" : "PerMinute";
    String wait = script.value("retry-after").orElse("1");
    ObjectNode help = detail(details, "Help");
    help.putArray("links")
        .addObject()
        .put("description", "Learn more about Gemini API quotas")
        .put("url", "https://ai.google.dev/gemini-api/docs/rate-limits");
    ObjectNode failure = detail(details, "QuotaFailure");
    ObjectNode violation = failure.putArray("violations").addObject();
    violation
        .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_free_tier_requests")
        .put("quotaId", "GenerateRequests" + period + "PerProjectPerModel-FreeTier")
        .putObject("quotaDimensions")
        .put("location", "global")
        .put("model", "gemini-2.5-flash");
    violation.put("quotaValue", "10");
    detail(details, "RetryInfo").put("retryDelay", wait + "s");
    return body(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details.\n"
            + "Please retry in "
            + wait
            + "s.",
        details);
  }
}
