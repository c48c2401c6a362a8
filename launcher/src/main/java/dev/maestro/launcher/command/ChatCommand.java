package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code maestro chat}. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = "Sends a prompt and prints the answer while it comes.",
    footer = {
      "",
      "Examples:",
      "  maestro chat work/gpt-4.1-mini \"Why is the sky blue?\"",
      "  git diff | maestro chat work/claude-sonnet-4-6 --system \"Review this.\""
    })
public final class ChatCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Output output;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "PROVIDER/SESSION/MODEL, SESSION/MODEL, PROVIDER/MODEL or a model's id.")
  private String model;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "What to say; without it, standard input.")
  private List<String> prompt;

  @Option(names = "--system", paramLabel = "TEXT", description = "Instructions before the prompt.")
  private String system;

  @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer, in tokens.")
  private Integer maxTokens;

  @Option(names = "--temperature", paramLabel = "T", description = "Passed to the model.")
  private Double temperature;

  @Override
  public Integer call() {
    ObjectNode request = request();
    ChatAnswer answer = new ChatAnswer(output.isJson() ? null : output.writer());
    try (GatewayClient gateway = connection.open()) {
      gateway.stream("/v1/chat/completions", request, answer::accept);
    }
    if (output.isJson()) {
      output.print(answer.json(), "");
    } else {
      output.writer().println();
    }
    if (!answer.isComplete()) {
      throw new CommandFailed("The answer broke off: it may be incomplete.");
    }
    return 0;
  }

  private ObjectNode request() {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("model", model).put("stream", true);
    request.putObject("stream_options").put("include_usage", true);
    ArrayNode messages = request.putArray("messages");
    if (system != null) {
      messages.add(message("system", system));
    }
    messages.add(message("user", said()));
    if (maxTokens != null) {
      request.put("max_completion_tokens", maxTokens);
    }
    if (temperature != null) {
      request.put("temperature", temperature);
    }
    return request;
  }

  private static JsonNode message(String role, String content) {
    return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
  }

  private String said() {
    if (prompt != null && !prompt.isEmpty()) {
      return String.join(" ", prompt);
    }
    try {
      Terminal.console()
          .ifPresent(console -> console.writer().println("Type the prompt, then Ctrl-D:"));
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      if (text.isBlank()) {
        throw new CommandFailed("There is no prompt, neither as argument nor on standard input.");
      }
      return text;
    } catch (IOException unreadable) {
      throw new CommandFailed("Standard input cannot be read.", unreadable);
    }
  }
}
