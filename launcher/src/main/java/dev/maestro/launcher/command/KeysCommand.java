package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.core.settings.Settings;
import dev.maestro.launcher.client.Table;
import dev.maestro.launcher.program.MasterKeyChange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maestro keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Keys with which clients use this gateway, and its master key.",
    footer = {"", "Example: maestro keys create laptop --session openai/work"})
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do: list, create, delete or rotate-master.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the keys; what they are is known only to their users.",
      footer = {"", "Example: maestro keys list --json"})
  int list(@Mixin Connection connection, @Mixin Output output) {
    JsonNode answer = connection.ask(gateway -> gateway.call("GET", "/api/keys"));
    Table table =
        new Table(
            "No key beside the admin key.", "ID", "NAME", "ROLE", "SESSIONS", "HINT", "LAST USED");
    for (JsonNode key : answer.path("keys")) {
      table.add(
          key.path("id").asText(),
          key.path("name").asText(),
          key.path("role").asText(),
          sessions(key.path("sessions")),
          key.path("hint").asText(),
          key.path("last_used_at").asText(""));
    }
    output.print(answer, table);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Creates a key and shows it, this once.",
      footer = {
        "",
        "Examples:",
        "  maestro keys create laptop",
        "  maestro keys create ci --session openai/work --session gemini/work"
      })
  int create(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              defaultValue = "client",
              description = "admin, operator or client (default).")
          String role,
      @Option(
              names = "--session",
              paramLabel = "PROVIDER/NAME",
              description = "A session that it may use; without any, all.")
          List<String> sessions) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("name", name).put("role", role);
    if (sessions != null) {
      ArrayNode list = wanted.putArray("sessions");
      sessions.forEach(list::add);
    }
    JsonNode answer = connection.ask(gateway -> gateway.call("POST", "/api/keys", wanted));
    output.print(answer, answer.path("key").asText());
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Deletes a key: its user is refused from now on.",
      footer = {"", "Example: maestro keys delete 0f8e7a1c"})
  int delete(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID", description = "As keys list shows it.") String id) {
    connection.ask(gateway -> gateway.call("DELETE", "/api/keys/" + SessionName.encoded(id)));
    spec.commandLine().getOut().println("Deleted the key " + id + ".");
    return 0;
  }

  @Command(
      name = "rotate-master",
      mixinStandardHelpOptions = true,
      description =
          "Replaces the master key while the gateway is stopped; no session logs in again.",
      footer = {"", "Example: maestro keys rotate-master"})
  int rotateMaster(@Mixin SettingsOption settings, @Mixin Output output) {
    Settings read = settings.read();
    MasterKeyChange.Done done =
        Progress.during(
            spec.commandLine().getErr(),
            "opening the database, replacing the key",
            () -> MasterKeyChange.run(read));
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("fingerprint", done.fingerprint());
    StringBuilder text =
        new StringBuilder(
            "The master key is now the one of fingerprint " + done.fingerprint() + ".");
    done.toBeSet()
        .ifPresent(key -> {
          data.put("master_key", key.reveal());
          text.append("\nSet it as master.key (MAESTRO_MASTER_KEY) before the next start:\n")
              .append(key.reveal());
        });
    output.print(data, text.toString());
    return 0;
  }

  private static String sessions(JsonNode list) {
    return list.isArray()
        ? StreamSupport.stream(list.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(" "))
        : "all";
  }
}
