package dev.maestro.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * What an answer depends on, read from a request of any vendor.
 *
 * @param userText the last user message, marker included
 * @param toolRounds rounds of tool results given since that message
 * @param toolResults the results of the last round, as text
 * @param tools the tools that may be called
 * @param toolRequired the client insists on a call
 * @param parallel more than one call is allowed
 * @param reasoning the client asked for reasoning
 * @param maxTokens limit of the visible text in tokens
 * @param stops texts at which the answer ends
 * @param schema JSON schema the answer has to follow, missing where it is free
 * @param inputTokens size of the input
 */
public record Turn(
    String userText,
    int toolRounds,
    List<String> toolResults,
    List<Tool> tools,
    boolean toolRequired,
    boolean parallel,
    boolean reasoning,
    int maxTokens,
    List<String> stops,
    JsonNode schema,
    int inputTokens) {

  public Turn {
    toolResults = List.copyOf(toolResults);
    tools = List.copyOf(tools);
    stops = List.copyOf(stops);
    schema = schema == null ? MissingNode.getInstance() : schema;
  }
}
