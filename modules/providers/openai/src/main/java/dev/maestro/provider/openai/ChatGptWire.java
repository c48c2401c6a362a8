package dev.maestro.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Responses as ChatGPT's API takes it of access tokens: always as a stream, never kept, always with
 * instructions, and without some fields. Source: openai/codex and the gateways that use it,
 * 2026-11.
 */
record ChatGptWire(WireDialect plain, InstantSource clock) implements WireDialect {
  private static final List<String> REFUSED =
      List.of(
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "previous_response_id",
          "prompt_cache_retention",
          "safety_identifier",
          "stream_options",
          "temperature",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  ChatGptWire(InstantSource clock) {
    this(new ResponsesWire(), clock);
  }

  @Override
  public Dialect dialect() {
    return plain.dialect();
  }

  /** Asks for a stream also where a whole answer is wanted: its events are the same. */
  @Override
  public Written write(ChatRequest request, boolean stream) {
    Written written = plain.write(request, true);
    ObjectNode body = (ObjectNode) Json.parse(written.body()).node();
    List<Warning> warnings = new ArrayList<>(written.warnings());
    for (String field : REFUSED) {
      if (body.remove(field) != null) {
        warnings.add(
            Warning.unsupported(
                named(field), "A ChatGPT login takes no " + field + "; an API key does."));
      }
    }
    if (!body.path("instructions").isTextual()) {
      body.put("instructions", "");
    }
    body.put("store", false).put("stream", true);
    return new Written(Json.bytes(body), warnings);
  }

  /** As the neutral form names it. */
  private static String named(String field) {
    return field.equals("max_output_tokens") ? "max_tokens" : field;
  }

  @Override
  public StreamReader reader() {
    return plain.reader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    return plain.readWhole(body);
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    ErrorFacts facts = plain.readError(status, headers, body);
    Json error = Json.tolerant(body.toString()).at("error");
    return switch (error.textOrEmpty("type")) {
      case "usage_limit_reached" -> limited(facts, error);
      case "usage_not_included" ->
          ErrorFacts.vendor(
                  ErrorKind.BILLING,
                  facts.status(),
                  facts.code(),
                  "This ChatGPT plan" + plan(error) + " does not include the use of models here.")
              .withVendorAnswer(facts.vendorBody(), facts.vendorHeaders());
      default -> facts;
    };
  }

  private ErrorFacts limited(ErrorFacts facts, Json error) {
    String said = "The usage limit of this ChatGPT plan" + plan(error) + " is reached.";
    long reset = error.number("resets_at");
    if (reset <= 0) {
      return facts.withMessage(said);
    }
    try {
      Instant until = Instant.ofEpochSecond(reset);
      Duration wait = Duration.between(clock.instant(), until);
      ErrorFacts dated = facts.withMessage(said + " It ends at " + until + ".");
      return wait.isPositive() ? dated.withRetryAfter(wait) : dated;
    } catch (DateTimeException absurd) {
      return facts.withMessage(said);
    }
  }

  private static String plan(Json error) {
    String plan = error.textOrEmpty("plan_type");
    return plan.isEmpty() ? "" : " (" + plan + ")";
  }

  @Override
  public boolean isClientHeader(String name) {
    return plain.isClientHeader(name)
        || name.startsWith("x-codex-")
        || name.equals("x-oai-request-id");
  }

  @Override
  public boolean leavesOut(String query) {
    return plain.leavesOut(query);
  }
}
