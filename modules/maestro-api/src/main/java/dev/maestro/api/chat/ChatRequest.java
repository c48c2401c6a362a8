package dev.maestro.api.chat;

import dev.maestro.api.Dialect;
import java.util.List;
import java.util.Map;

/**
 * A request in neutral form. Every setting is null where the client did not give it. Built through
 * {@link #to(String)}.
 *
 * @param model the vendor's model id
 * @param system instructions before the conversation, in order; empty for none
 * @param messages the conversation
 * @param extra fields of the client's dialect that have no neutral place: name to JSON text. A
 *     target that does not share that dialect reports each of them as a {@link Warning}
 * @param origin the client's dialect, whose names {@code extra} has; null where there is none
 */
public record ChatRequest(
    String model,
    List<Part.Text> system,
    List<Message> messages,
    List<Tool> tools,
    ToolChoice toolChoice,
    Boolean parallelToolCalls,
    Integer maxTokens,
    Double temperature,
    Double topP,
    Integer topK,
    List<String> stop,
    Long seed,
    Double presencePenalty,
    Double frequencyPenalty,
    Integer choices,
    ReasoningOptions reasoning,
    ResponseFormat responseFormat,
    String user,
    Map<String, String> extra,
    Dialect origin) {

  public ChatRequest {
    system = List.copyOf(system);
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    stop = List.copyOf(stop);
    extra = Map.copyOf(extra);
  }

  /** Starts a request to a model. */
  public static ChatRequestBuilder to(String model) {
    return new ChatRequestBuilder(model);
  }

  /** A builder that holds all of this request. */
  public ChatRequestBuilder with() {
    return new ChatRequestBuilder(this);
  }
}
