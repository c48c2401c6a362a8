package dev.maestro.gateway.route;

import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Tool;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Stream;

/** The native API's chat body, checked against the contract already, in neutral form. */
final class ChatBody {
  private ChatBody() {}

  static ChatRequest read(JsonObject body) {
    ChatRequestBuilder request =
        ChatRequest.to(body.getString("model"))
            .maxTokens(body.getInteger("max_tokens"))
            .temperature(body.getDouble("temperature"))
            .topP(body.getDouble("top_p"));
    if (body.getString("system") != null) {
      request.system(body.getString("system"));
    }
    JsonArray messages = body.getJsonArray("messages");
    for (int n = 0; n < messages.size(); n++) {
      request.message(new MessageBody("messages[" + n + "]", messages.getJsonObject(n)).read());
    }
    objects(body.getJsonArray("tools")).forEach(tool -> request.tool(tool(tool)));
    switch (body.getValue("stop")) {
      case String stop -> request.stop(stop);
      case JsonArray stops -> stops.forEach(stop -> request.stop((String) stop));
      case null, default -> {}
    }
    if (body.getJsonObject("reasoning") != null) {
      request.reasoning(reasoning(body.getJsonObject("reasoning")));
    }
    if (body.getJsonObject("response_format") != null) {
      request.responseFormat(format(body.getJsonObject("response_format")));
    }
    return request.build();
  }

  private static Tool tool(JsonObject tool) {
    JsonObject parameters = tool.getJsonObject("parameters");
    return new Tool(
        tool.getString("name"),
        tool.getString("description"),
        parameters == null ? null : parameters.encode(),
        tool.getBoolean("strict"));
  }

  private static ReasoningOptions reasoning(JsonObject reasoning) {
    return new ReasoningOptions(
        reasoning.getBoolean("enabled"),
        reasoning.getString("effort"),
        reasoning.getInteger("budget_tokens"),
        reasoning.getBoolean("summary"));
  }

  private static ResponseFormat format(JsonObject format) {
    JsonObject schema = format.getJsonObject("schema");
    if (format.getString("type").equals("json_schema") && schema == null) {
      throw ProviderException.invalid(
          "response_format.schema", "it is missing", "give a JSON Schema");
    }
    return new ResponseFormat(
        ResponseFormat.Type.valueOf(format.getString("type").toUpperCase(Locale.ROOT)),
        format.getString("name"),
        schema == null ? null : schema.encode(),
        format.getBoolean("strict"));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array == null ? Stream.of() : array.stream().map(JsonObject.class::cast);
  }
}
