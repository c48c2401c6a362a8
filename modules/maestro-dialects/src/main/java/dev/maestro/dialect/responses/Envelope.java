package dev.maestro.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.FieldScan;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.openai.ErrorWriter;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The response object around the output. It repeats the request's settings, and the vendor's own
 * defaults where the client said nothing: its SDKs take these fields for granted.
 */
final class Envelope {
  private static final String DEFAULTS =
      """
      {"background":false,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,
       "metadata":{},"parallel_tool_calls":true,"previous_response_id":null,
       "prompt_cache_key":null,"reasoning":{"effort":null,"summary":null},
       "safety_identifier":null,"service_tier":"default","store":true,"temperature":1.0,
       "text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],
       "top_logprobs":0,"top_p":1.0,"truncation":"disabled","user":null}
      """;

  private final String id;
  private final long created;
  private final ObjectNode repeated;

  /** For one answer to a request. */
  Envelope(String id, long created, Buffer request) {
    this.id = id;
    this.created = created;
    this.repeated = (ObjectNode) Json.parse(DEFAULTS).node();
    Set<String> names = new LinkedHashSet<>();
    repeated.fieldNames().forEachRemaining(names::add);
    Json.of(FieldScan.fields(request, names))
        .fields((name, value) -> {
          if (value.isObject() && repeated.get(name).isObject()) {
            value.fields(
                (inner, given) -> ((ObjectNode) repeated.get(name)).set(inner, given.node()));
          } else if (value.present()) {
            repeated.set(name, value.node());
          }
        });
    // What Maestro does: it answers at once, and as the vendor's usual customers are served.
    repeated.put("background", false).put("service_tier", "default");
  }

  /** The tools that take text. */
  CustomTools customTools() {
    return CustomTools.of(Json.of(repeated.get("tools")));
  }

  /** While it grows. */
  ObjectNode begun(String model) {
    return response(model, "in_progress", Json.array(), null);
  }

  /**
   * When it is over.
   *
   * @param incomplete why it is not complete, or null
   */
  ObjectNode ended(String model, ArrayNode output, Usage usage, String incomplete) {
    ObjectNode response =
        response(model, incomplete == null ? "completed" : "incomplete", output, usage);
    if (incomplete != null) {
      response.putObject("incomplete_details").put("reason", incomplete);
    }
    return response;
  }

  /** When it broke off. */
  ObjectNode failed(String model, ArrayNode output, Usage usage, ErrorFacts error) {
    ObjectNode response = response(model, "failed", output, usage);
    response
        .putObject("error")
        .put("code", ErrorWriter.code(error))
        .put("message", ErrorWriter.message(error));
    return response;
  }

  private ObjectNode response(String model, String status, ArrayNode output, Usage usage) {
    ObjectNode response =
        Json.object()
            .put("id", id)
            .put("object", "response")
            .put("created_at", created)
            .put("status", status)
            .putNull("error")
            .putNull("incomplete_details")
            .put("model", model);
    response.set("output", output);
    response.setAll(repeated);
    response.set("usage", usage == null ? null : usage(usage));
    return response;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode written = Json.object().put("input_tokens", usage.inputTokens());
    written
        .putObject("input_tokens_details")
        .put("cached_tokens", usage.cachedInputTokens())
        .put("cache_write_tokens", usage.cacheWriteTokens());
    written.put("output_tokens", usage.outputTokens());
    written.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return written.put("total_tokens", usage.totalTokens());
  }
}
