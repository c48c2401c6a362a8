package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.launcher.client.Table;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maestro providers}. */
@Command(
    name = "providers",
    mixinStandardHelpOptions = true,
    description = "The providers that are deployed.",
    footer = {"", "Example: maestro providers list"})
public final class ProvidersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the providers and what they can do.",
      footer = {"", "Example: maestro providers list --json"})
  int list(@Mixin Connection connection, @Mixin Output output) {
    JsonNode answer = connection.ask(gateway -> gateway.call("GET", "/api/providers"));
    Table table =
        new Table(
            "No provider is deployed; see the folders in providers.folder.",
            "PROVIDER",
            "VERSION",
            "AUTH",
            "FEATURES",
            "DIALECTS");
    for (JsonNode provider : answer.path("providers")) {
      table.add(
          provider.path("id").asText(),
          provider.path("version").asText(),
          words(provider.path("auth_types")),
          words(provider.path("features")),
          words(provider.path("dialects")));
    }
    output.print(answer, table);
    return 0;
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }
}
