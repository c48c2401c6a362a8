package dev.maestro.api.chat;

import dev.maestro.api.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a {@link ChatRequest}; a setting not called stays unset. One per request, not shared
 * between threads.
 */
public final class ChatRequestBuilder {
  private String model;
  private final List<Part.Text> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Tool> tools = new ArrayList<>();
  private final List<String> stop = new ArrayList<>();
  private final Map<String, String> extra = new LinkedHashMap<>();
  private ToolChoice toolChoice;
  private Boolean parallelToolCalls;
  private Integer maxTokens;
  private Double temperature;
  private Double topP;
  private Integer topK;
  private Long seed;
  private Double presencePenalty;
  private Double frequencyPenalty;
  private Integer choices;
  private ReasoningOptions reasoning;
  private ResponseFormat responseFormat;
  private String user;
  private Dialect origin;

  ChatRequestBuilder(String model) {
    this.model = model;
  }

  ChatRequestBuilder(ChatRequest from) {
    this(from.model());
    system.addAll(from.system());
    messages.addAll(from.messages());
    tools.addAll(from.tools());
    stop.addAll(from.stop());
    extra.putAll(from.extra());
    toolChoice = from.toolChoice();
    parallelToolCalls = from.parallelToolCalls();
    maxTokens = from.maxTokens();
    temperature = from.temperature();
    topP = from.topP();
    topK = from.topK();
    seed = from.seed();
    presencePenalty = from.presencePenalty();
    frequencyPenalty = from.frequencyPenalty();
    choices = from.choices();
    reasoning = from.reasoning();
    responseFormat = from.responseFormat();
    user = from.user();
    origin = from.origin();
  }

  /** The vendor's model id. */
  public ChatRequestBuilder model(String value) {
    model = value;
    return this;
  }

  /** Which tools may or must be called. */
  public ChatRequestBuilder toolChoice(ToolChoice value) {
    toolChoice = value;
    return this;
  }

  /** Whether several calls may come at once. */
  public ChatRequestBuilder parallelToolCalls(Boolean value) {
    parallelToolCalls = value;
    return this;
  }

  /** Upper bound of the answer in tokens, reasoning included. */
  public ChatRequestBuilder maxTokens(Integer value) {
    maxTokens = value;
    return this;
  }

  /** Sampling temperature, 0 to 2. */
  public ChatRequestBuilder temperature(Double value) {
    temperature = value;
    return this;
  }

  /** Nucleus sampling, 0 to 1. */
  public ChatRequestBuilder topP(Double value) {
    topP = value;
    return this;
  }

  /** Top-k sampling. */
  public ChatRequestBuilder topK(Integer value) {
    topK = value;
    return this;
  }

  /** Seed of the sampling. */
  public ChatRequestBuilder seed(Long value) {
    seed = value;
    return this;
  }

  /** -2 to 2. */
  public ChatRequestBuilder presencePenalty(Double value) {
    presencePenalty = value;
    return this;
  }

  /** -2 to 2. */
  public ChatRequestBuilder frequencyPenalty(Double value) {
    frequencyPenalty = value;
    return this;
  }

  /** How many alternative answers. */
  public ChatRequestBuilder choices(Integer value) {
    choices = value;
    return this;
  }

  /** How much to think. */
  public ChatRequestBuilder reasoning(ReasoningOptions value) {
    reasoning = value;
    return this;
  }

  /** The form of the answer. */
  public ChatRequestBuilder responseFormat(ResponseFormat value) {
    responseFormat = value;
    return this;
  }

  /** The end user's id at the client. */
  public ChatRequestBuilder user(String value) {
    user = value;
    return this;
  }

  /** Adds instructions. */
  public ChatRequestBuilder system(String text) {
    return system(Part.Text.of(text));
  }

  /** Adds instructions. */
  public ChatRequestBuilder system(Part.Text part) {
    system.add(part);
    return this;
  }

  /** Forgets the turns, to give others. */
  public ChatRequestBuilder noMessages() {
    messages.clear();
    return this;
  }

  /** Adds a turn. */
  public ChatRequestBuilder message(Message message) {
    messages.add(message);
    return this;
  }

  /** Adds a tool. */
  public ChatRequestBuilder tool(Tool tool) {
    tools.add(tool);
    return this;
  }

  /** Has other stop sequences, or none. */
  public ChatRequestBuilder stops(List<String> sequences) {
    stop.clear();
    stop.addAll(sequences);
    return this;
  }

  /** Adds a stop sequence. */
  public ChatRequestBuilder stop(String sequence) {
    stop.add(sequence);
    return this;
  }

  /** Keeps a field that has no neutral place. */
  public ChatRequestBuilder extra(String field, String json) {
    extra.put(field, json);
    return this;
  }

  /** The client's dialect, whose names the fields have that are kept. */
  public ChatRequestBuilder origin(Dialect value) {
    origin = value;
    return this;
  }

  /** The request. */
  public ChatRequest build() {
    return new ChatRequest(
        model,
        system,
        messages,
        tools,
        toolChoice,
        parallelToolCalls,
        maxTokens,
        temperature,
        topP,
        topK,
        stop,
        seed,
        presencePenalty,
        frequencyPenalty,
        choices,
        reasoning,
        responseFormat,
        user,
        extra,
        origin);
  }
}
