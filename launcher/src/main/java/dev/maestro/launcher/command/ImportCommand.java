package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.credential.ImportPlan;
import dev.maestro.launcher.credential.ImportRun;
import dev.maestro.launcher.credential.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code maestro import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Makes sessions of logins and keys that other programs keep on this machine.",
      "Shows first what it would do, and asks for each; no secret is shown."
    },
    footer = {"", "Examples:", "  maestro import --dry-run", "  maestro import --from codex,env"})
public final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private Output output;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "SOURCE",
      description = "Only from there: claude, codex, gemini, env, adc.")
  private List<String> sources;

  @Option(names = "--yes", description = "Import all that can be, without asking.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only show what would be done.")
  private boolean dry;

  @Override
  public Integer call() {
    List<String> from = sources == null ? ImportPlan.SOURCES : sources;
    for (String source : from) {
      if (!ImportPlan.SOURCES.contains(source)) {
        throw new ParameterException(
            spec.commandLine(),
            "--from: \"%s\" is no source; use %s"
                .formatted(source, String.join(", ", ImportPlan.SOURCES)));
      }
    }
    Places places =
        new Places(
            SettingsOption.userHome(),
            System.getenv(),
            System.getProperty("os.name", ""),
            Instant.now());
    PrintWriter err = spec.commandLine().getErr();
    try (GatewayClient gateway = connection.open()) {
      JsonNode sessions = gateway.call("GET", "/api/sessions").path("sessions");
      ImportPlan plan =
          ImportPlan.of(
              places,
              from,
              names(sessions, session -> true),
              names(sessions, session -> session.path("auth_type").asText().equals("oauth")));
      ArrayNode results =
          new ImportRun(gateway, questions(err), output.isJson() ? err : output.writer())
              .run(plan, dry);
      if (output.isJson()) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("found", results);
        output.print(data, "");
      }
      return StreamSupport.stream(results.spliterator(), false)
              .anyMatch(result -> result.path("result").asText().equals("refused"))
          ? 1
          : 0;
    }
  }

  private static Set<String> names(JsonNode sessions, Predicate<JsonNode> wanted) {
    return StreamSupport.stream(sessions.spliterator(), false)
        .filter(wanted)
        .map(session -> session.path("provider").asText() + "/" + session.path("name").asText())
        .collect(Collectors.toSet());
  }

  private ImportRun.Questions questions(PrintWriter err) {
    if (yes) {
      return question -> Optional.of("yes");
    }
    Optional<Terminal.Person> person = Terminal.person();
    if (person.isPresent()) {
      return person.get()::answer;
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return question -> {
      err.println(question);
      try {
        return Optional.ofNullable(lines.readLine());
      } catch (IOException broken) {
        return Optional.empty();
      }
    };
  }
}
