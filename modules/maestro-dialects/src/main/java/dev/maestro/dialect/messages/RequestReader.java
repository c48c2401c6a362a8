package dev.maestro.dialect.messages;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.dialect.CacheMarks;
import dev.maestro.dialect.Extras;
import dev.maestro.dialect.Field;
import java.util.Set;

/** Reads a client's request to neutral form. */
final class RequestReader {
  /** Fields read here, or by the head. All others are kept as they are. */
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "stream",
          "max_tokens",
          "system",
          "messages",
          "tools",
          "tool_choice",
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          "thinking",
          "output_config",
          "output_format",
          "metadata");

  private static final Set<String> TEXT = Set.of("type", "text", "cache_control");
  private static final Set<String> USER = Set.of("user_id");
  private static final Set<String> FORMAT = Set.of("type", "schema");

  private final Field body;
  private final boolean counts;
  private final ChatRequestBuilder request;
  private final Extras extras;

  /**
   * For one request.
   *
   * @param counts whether its tokens are only counted, so that its answer needs no bound
   */
  RequestReader(Field body, String model, boolean counts) {
    this.body = body;
    this.counts = counts;
    this.request = ChatRequest.to(model).origin(MessagesWire.DIALECT);
    this.extras = new Extras(request);
  }

  ChatRequest read() {
    system(body.at("system"));
    new MessageReader(request, extras).read(body.at("messages"));
    new ToolReader(request, extras).read(body.at("tools"), body.at("tool_choice"));
    Field bound = body.at("max_tokens");
    request
        .maxTokens((counts ? bound : bound.required()).small(1, Integer.MAX_VALUE))
        .temperature(body.at("temperature").decimal(0, 2))
        .topP(body.at("top_p").decimal(0, 1))
        .topK(body.at("top_k").small(0, Integer.MAX_VALUE));
    for (Field sequence : body.at("stop_sequences").elements()) {
      request.stop(sequence.required().text());
    }
    new ReasoningReader(request, extras).read(body.at("thinking"), body.at("output_config"));
    output(body.at("output_config"));
    format(body.at("output_format"));
    user(body.at("metadata"));
    extras.others(body, KNOWN);
    return request.build();
  }

  private void system(Field system) {
    if (system.value().isText()) {
      if (!system.text().isEmpty()) {
        request.system(system.text());
      }
      return;
    }
    for (Field block : system.elements()) {
      if (!"text".equals(block.object().at("type").required().text())) {
        throw block.at("type").wrong("is not text.", "Instructions are text alone.");
      }
      request.system(
          new Part.Text(
              block.at("text").required().text(),
              null,
              CacheMarks.read(block.at("cache_control"))));
      extras.others(block, TEXT);
    }
  }

  private void output(Field config) {
    if (config.present()) {
      format(config.object().at("format"));
      extras.others(config, Set.of("format", "effort"));
    }
  }

  /** Also where it stood while it was a beta. */
  private void format(Field format) {
    if (!format.present()) {
      return;
    }
    if (!"json_schema".equals(format.object().at("type").required().text())) {
      throw format.at("type").wrong("is not known.", "Use json_schema.");
    }
    Field schema = format.at("schema").required().object();
    request.responseFormat(
        new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, null, schema.value().json(), null));
    extras.others(format, FORMAT);
  }

  private void user(Field metadata) {
    if (metadata.present()) {
      request.user(metadata.object().at("user_id").text());
      extras.others(metadata, USER);
    }
  }
}
