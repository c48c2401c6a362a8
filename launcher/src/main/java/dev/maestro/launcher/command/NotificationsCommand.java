package dev.maestro.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code maestro notifications}. */
@Command(
    name = "notifications",
    mixinStandardHelpOptions = true,
    description = "What people must act on, with the command that helps; lists what is open.",
    footer = {"", "Example: maestro notifications watch"})
public final class NotificationsCommand implements Callable<Integer> {
  private static final String PATH = "/api/notifications";

  private final JsonMapper json = JsonMapper.builder().build();
  @Mixin private Connection connection;
  @Mixin private Output output;

  @Override
  public Integer call() {
    return list(connection, output, false);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists what still needs somebody.",
      footer = {"", "Example: maestro notifications list --all --json"})
  int list(
      @Mixin Connection gateway,
      @Mixin Output printed,
      @Option(names = "--all", description = "Also what is settled or acknowledged.") boolean all) {
    JsonNode answer =
        gateway
            .within(connection)
            .ask(asked -> asked.call("GET", all ? PATH : PATH + "?open=true"));
    Table table =
        new Table(
            "Nothing needs you.", "ID", "KIND", "SESSION", "SINCE", "STATE", "DO THIS", "BECAUSE");
    for (JsonNode one : answer.path("notifications")) {
      table.add(
          one.path("id").asText(),
          one.path("kind").asText(),
          session(one),
          one.path("created_at").asText(),
          state(one),
          command(one),
          one.path("detail").asText());
    }
    printed.within(output).print(answer, table);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Says that you take care of one.",
      footer = {"", "Example: maestro notifications ack 17"})
  int ack(
      @Mixin Connection gateway,
      @Mixin Output printed,
      @Parameters(paramLabel = "ID", description = "As notifications list shows it.") long id) {
    JsonNode answer =
        gateway.within(connection).ask(asked -> asked.call("POST", PATH + "/" + id + "/ack"));
    printed.within(output).print(answer, "Acknowledged. To do: " + command(answer));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints what is open, then each as it comes, until Ctrl-C.",
      footer = {"", "Example: maestro notifications watch --json"})
  int watch(@Mixin Connection gateway, @Mixin Output printed) {
    printed.within(output);
    try (GatewayClient asked = gateway.within(connection).open()) {
      asked.stream(PATH + "/stream", event -> print(event, printed));
    }
    throw new CommandFailed("The gateway has ended the stream: it stops, or the key is gone.");
  }

  /** With --json one line each, so that a program can read it while it comes. */
  private void print(SseEvent event, Output printed) {
    JsonNode one;
    try {
      one = json.readTree(event.data());
    } catch (JsonProcessingException malformed) {
      throw new CommandFailed("The gateway sent a notification that is no JSON.", malformed);
    }
    if (printed.isJson()) {
      printed.writer().println(one);
    } else {
      printed
          .writer()
          .println(
              "%s  %s  %s: %s%n    do: %s"
                  .formatted(
                      one.path("created_at").asText(),
                      one.path("kind").asText(),
                      session(one),
                      one.path("detail").asText(),
                      command(one)));
    }
    printed.writer().flush();
  }

  private static String session(JsonNode one) {
    return one.path("provider").asText() + "/" + one.path("session").asText();
  }

  private static String command(JsonNode one) {
    return one.path("action").path("command").asText();
  }

  private static String state(JsonNode one) {
    return one.hasNonNull("settled_at")
        ? "settled"
        : one.hasNonNull("acked_at") ? "acknowledged" : "open";
  }
}
